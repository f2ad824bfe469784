package io.fnorpa.browser.service.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who this service is: the audience of the tokens that open its sessions. */
@ApplicationScoped
public class Instance {

    private final String id;

    Instance(BrowserSettings settings) {
        this.id = settings.instance().orElseGet(Instance::hostName);
    }

    public String id() {
        return id;
    }

    private static String hostName() {
        String pod = System.getenv("HOSTNAME");
        if (pod != null && !pod.isBlank()) {
            return pod;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("This host does not know its name; set browser.instance", e);
        }
    }
}
