package io.fnorpa.flow.component.browser;

import io.fnorpa.flow.component.OptionSetter;
import io.fnorpa.flow.component.Verb;
import io.fnorpa.flow.local.LocalJobs;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The component {@code browser:}. A verb or an option that it does not know is refused when the route is built. */
@Component("browser")
public class BrowserComponent extends DefaultComponent {

    /** In {@code camel run} the first verb brings what starts a job, if one is to be started. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        LocalJobs.join(getCamelContext());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        BrowserVerb verb = Verb.find("browser", remaining, List.of(BrowserVerb.values()));
        BrowserEndpoint endpoint = new BrowserEndpoint(uri, this, verb);
        OptionSetter.set(verb, endpoint, parameters);
        return endpoint;
    }
}
