package io.fnorpa.flow.runtime;

import org.apache.camel.CamelContext;

/** One version of one FNO's flows, in a Camel context of its own. */
public final class FlowContext implements AutoCloseable {

    private final FnoSettings settings;
    private final String version;
    private final CamelContext camel;

    FlowContext(FnoSettings settings, String version, CamelContext camel) {
        this.settings = settings;
        this.version = version;
        this.camel = camel;
    }

    public FnoSettings settings() {
        return settings;
    }

    /** Short SHA-256 over the FNO's files and the shared Kamelets that it uses. */
    public String version() {
        return version;
    }

    public CamelContext camel() {
        return camel;
    }

    /** Is there a route {@code <fno>-<type>-lookup}? */
    public boolean hasLookup(String jobType) {
        return camel.getRoute(settings.fno() + "-" + jobType + "-lookup") != null;
    }

    /** Waits until the last job is done, then stops the context. */
    @Override
    public void close() {
        camel.stop();
    }
}
