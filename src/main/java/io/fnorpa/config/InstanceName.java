package io.fnorpa.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** This instance's name in leases: {@code rpa.instance}, else host and process id. */
@ApplicationScoped
@Named("instance")
public class InstanceName {

    private final String name;
    private final String host;

    public InstanceName(PlatformConfig config) {
        this.host = hostName();
        this.name = config.instance().orElse(host + "-" + ProcessHandle.current().pid());
    }

    public String name() {
        return name;
    }

    /** The machine, so that processes are only ended where they run. */
    public String host() {
        return host;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
