package io.fnorpa.sandbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Tells whoever started the portals where they are: needed with {@code quarkus.http.port=0}. */
@ApplicationScoped
public class AddressFile {
  @Inject SandboxSettings settings;

  /** Writes the base URL in one step: a reader sees all of it or no file. */
  public void write(String baseUrl) {
    settings.addressFile().ifPresent(file -> write(file.toAbsolutePath(), baseUrl));
  }

  private static void write(Path file, String baseUrl) {
    try {
      Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), baseUrl);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IllegalArgumentException("sandbox.address-file is " + file + " and cannot be written (" + e
          + "). Right would be a file in a folder that exists and may be written.", e);
    }
  }
}
