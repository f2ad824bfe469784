package io.fnorpa.sandbox;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;

/** The process of the portals: its work begins once they listen, when the real port is known. */
@QuarkusMain
public class SandboxProcess implements QuarkusApplication {
  @Inject AddressFile addressFile;
  @Inject EndWithParent endWithParent;
  @Inject Config config;

  @Override
  public int run(String... args) {
    endWithParent.watch();
    addressFile.write(baseUrl());
    Quarkus.waitForExit();
    return 0;
  }

  private String baseUrl() {
    String host = config.getValue("quarkus.http.host", String.class);
    String reachable = "0.0.0.0".equals(host) ? "127.0.0.1" : host;
    return "http://" + reachable + ":" + config.getValue("quarkus.http.port", Integer.class);
  }
}
