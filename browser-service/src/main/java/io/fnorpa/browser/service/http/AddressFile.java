package io.fnorpa.browser.service.http;

import io.fnorpa.browser.service.settings.BrowserSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/** Writes the service's base URL to a file once it listens, in one step, for those who start it on a free port. */
@ApplicationScoped
public class AddressFile {

    private static final int LOOK_MS = 20;

    private final BrowserSettings settings;

    AddressFile(BrowserSettings settings) {
        this.settings = settings;
    }

    void write(@Observes StartupEvent starting) {
        settings.addressFile().ifPresent(file -> {
            Thread writer = new Thread(() -> writeOnceListening(file.toAbsolutePath()), "address-file");
            writer.setDaemon(true);
            writer.start();
        });
    }

    /** Quarkus tells the real port by its own setting, once it listens; the event of it carries the port asked for. */
    private void writeOnceListening(Path file) {
        try {
            while (!isListening()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
            write(file, "http://" + host() + ":" + port());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isListening() {
        if (port() == 0) {
            return false;
        }
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(host(), port()), LOOK_MS * LOOK_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    private String host() {
        return settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
    }

    private static void write(Path file, String address) {
        try {
            Path unfinished = Files.createTempFile(file.getParent(), "address", ".tmp");
            Files.writeString(unfinished, address + "\n");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write browser.address-file " + file, e);
        }
    }
}
