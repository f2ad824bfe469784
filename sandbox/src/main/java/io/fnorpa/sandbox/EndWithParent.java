package io.fnorpa.sandbox;

import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jboss.logging.Logger;

/** Ends the process when its standard input closes: nothing is left behind when the parent dies, however it dies. */
@ApplicationScoped
public class EndWithParent {
  private static final Logger LOG = Logger.getLogger(EndWithParent.class);

  @Inject SandboxSettings settings;

  /** Starts to watch, if the settings say so. */
  public void watch() {
    if (settings.exitOnStdinClose()) {
      Thread watch = new Thread(() -> endAfter(System.in), "end-with-parent");
      watch.setDaemon(true);
      watch.start();
    }
  }

  private static void endAfter(InputStream input) {
    try {
      input.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.debugf("Standard input broke off: %s", e.getMessage());
    }
    LOG.info("Standard input is closed: the practice portals end.");
    Quarkus.asyncExit();
  }
}
