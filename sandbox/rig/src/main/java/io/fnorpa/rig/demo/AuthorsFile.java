package io.fnorpa.rig.demo;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.PracticeCredentials;
import io.fnorpa.rig.SecretFiles;
import io.fnorpa.token.SigningKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code camel run} must be told to work beside the demo: a browser service, keys and secrets that are not the platform's. At
 * Octotel, whose portal takes a one-time code once, that is another account than the one that the demo's jobs use.
 */
final class AuthorsFile {

    /** The audience of the tokens. */
    static final String INSTANCE = "demo-authors";

    private final Path file;
    private final Path folder;

    AuthorsFile(DemoFolder demo) {
        this.file = demo.of("camel-run.properties").toAbsolutePath();
        this.folder = demo.of("authors").toAbsolutePath();
    }

    Path path() {
        return file;
    }

    /** Its log is there too. */
    Path folder() {
        return folder;
    }

    SigningKeys keys() {
        return new SigningKeys(folder.resolve("keys")).createIfAbsent();
    }

    void write(Checkout checkout, URI browser, URI portals) {
        SecretFiles secrets = SecretFiles.in(folder.resolve("secrets"));
        PracticeCredentials.of(checkout).writeFurtherTo(secrets, portals);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rpa.browser.address", browser.toString());
        settings.put("rpa.browser.instance", INSTANCE);
        settings.put("rpa.keys.dir", keys().folder().toString());
        settings.put("rpa.secrets.dir", secrets.folder().toString());
        settings.put("rpa.run.totp-steps", folder.resolve("totp-steps.properties").toString());
        settings.put("rpa.run.practice", portals.toString());
        // As UriFactories.BEANS of flow-dsl, which is on the class path of camel run alone.
        settings.put("camel.beans.browserUris", "#class:io.fnorpa.flow.component.UriFactories#browser");
        settings.put("camel.beans.jobUris", "#class:io.fnorpa.flow.component.UriFactories#job");
        try {
            Files.writeString(file, settings.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue() + "\n").collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** What it says is over, and the ports that it names may be somebody else's soon. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + file + "; what it says is over", e);
        }
    }
}
