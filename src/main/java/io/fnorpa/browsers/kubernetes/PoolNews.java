package io.fnorpa.browsers.kubernetes;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.ProducerTemplate;

/** Tells the routes what is heard of pods, where they should not wait for their timers. */
@ApplicationScoped
public class PoolNews {

    private final ProducerTemplate routes;

    PoolNews(ProducerTemplate routes) {
        this.routes = routes;
    }

    /** A pod that may want its probe. */
    void changed(BrowserPod pod) {
        if (pod.isWarm() && pod.isReady() && !pod.hasPassedProbe()) {
            routes.asyncSendBody("direct:wake-prober", pod.name());
        }
    }
}
