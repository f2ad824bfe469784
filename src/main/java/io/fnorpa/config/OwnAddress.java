package io.fnorpa.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where this very instance answers. With port 0 it is known once it listens. */
@ApplicationScoped
public class OwnAddress {

    private final PlatformConfig config;

    OwnAddress(PlatformConfig config) {
        this.config = config;
    }

    /** On this machine: {@code http://127.0.0.1:8620}. */
    public URI local() {
        String host = setting("quarkus.http.host", String.class);
        return URI.create("http://" + ("0.0.0.0".equals(host) ? "127.0.0.1" : host) + ":" + setting("quarkus.http.port", Integer.class));
    }

    /** For workers: {@code rpa.orchestrator.address}, else the local one. */
    public URI forWorkers() {
        return config.orchestrator().address().orElseGet(this::local);
    }

    private static <T> T setting(String key, Class<T> type) {
        return ConfigProvider.getConfig().getValue(key, type);
    }
}
