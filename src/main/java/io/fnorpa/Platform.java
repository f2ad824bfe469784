package io.fnorpa;

import io.fnorpa.config.OwnAddress;
import io.fnorpa.config.PlatformConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jboss.logging.Logger;

/** The process, whatever its role: once it listens, it tells its parent the address, and it ends when the parent is gone. */
@ApplicationScoped
public class Platform {

    private static final Logger LOG = Logger.getLogger(Platform.class);

    private final PlatformConfig config;
    private final OwnAddress address;

    Platform(PlatformConfig config, OwnAddress address) {
        this.config = config;
        this.address = address;
    }

    void onListening(@ObservesAsync HttpServerStart listening) {
        if (config.exitOnStdinClose()) {
            Thread watch = new Thread(Platform::endWithStandardInput, "standard-input");
            watch.setDaemon(true);
            watch.start();
        }
        config.addressFile().ifPresent(file -> write(file.toAbsolutePath(), address.local().toString()));
    }

    private static void write(Path file, String address) {
        try {
            Path unfinished = Files.writeString(file.resolveSibling(file.getFileName() + ".tmp"), address);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + " (rpa.address-file)", e);
        }
    }

    private static void endWithStandardInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.debug("Standard input broke");
        }
        LOG.info("Standard input was closed, so this process ends (rpa.exit-on-stdin-close)");
        Quarkus.asyncExit(0);
    }
}
