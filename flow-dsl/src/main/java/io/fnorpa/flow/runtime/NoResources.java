package io.fnorpa.flow.runtime;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;

/**
 * Camel reads a text that begins with {@code resource:} from wherever it says: a file, the class path, an address in the network.
 * A flow's files are handed to its context as they were checked, so that there is nothing that it has to read by itself.
 */
final class NoResources implements ResourceLoader {

    private CamelContext camel;

    @Override
    public Resource resolveResource(String uri) {
        throw new IllegalArgumentException("'" + uri + "' is not for flows: a flow reads no files and no addresses");
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }
}
