package io.fnorpa.rig;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The practice portals' accounts, as the secrets that the orchestrator reads: {@code octotel-totp-secret} and the like. */
public final class PracticeCredentials {

    /** The four FNOs, as job rows name them. */
    public static final List<String> FNOS = List.of("metrofiber", "octotel", "openserve", "evotel");
    /** Their portals call the user name an e-mail address, and so do their secrets. */
    private static final List<String> WITH_EMAIL = List.of("metrofiber", "openserve");
    private static final String SETTINGS = "sandbox/src/main/resources/application.properties";

    private final Properties sandbox;

    private PracticeCredentials(Properties sandbox) {
        this.sandbox = sandbox;
    }

    /** Reads them from the practice portals' own settings. */
    public static PracticeCredentials of(Checkout checkout) {
        Path file = checkout.root().resolve(SETTINGS);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the practice accounts from " + file, e);
        }
        return new PracticeCredentials(properties);
    }

    /** Writes all of them, and each portal's address, so that the flows go to these portals. */
    public void writeTo(SecretFiles secrets, URI portals) {
        FNOS.forEach(fno -> {
            of(fno).forEach(secrets::write);
            secrets.write(fno + "-url", portals.resolve("/" + fno).toString());
        });
    }

    /**
     * As {@link #writeTo}, with the further account of those that have one ({@code sandbox.octotel.further.night.username}) in place of the
     * first: for whoever works beside a platform which the first serves, since a portal takes a code once.
     */
    public void writeFurtherTo(SecretFiles secrets, URI portals) {
        writeTo(secrets, portals);
        Pattern further = Pattern.compile("sandbox\\.(\\w+)\\.further\\.\\w+\\.([a-z-]+)");
        sandbox.stringPropertyNames().stream().map(further::matcher).filter(Matcher::matches)
                .forEach(key -> secrets.write(key.group(1) + "-" + key.group(2), sandbox.getProperty(key.group())));
    }

    /** One FNO's secrets by name. */
    private Map<String, String> of(String fno) {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put(fno + (WITH_EMAIL.contains(fno) ? "-email" : "-username"), setting(fno + ".username"));
        secrets.put(fno + "-password", setting(fno + ".password"));
        Optional.ofNullable(sandbox.getProperty("sandbox." + fno + ".totp-secret"))
                .ifPresent(secret -> secrets.put(fno + "-totp-secret", secret));
        return secrets;
    }

    private String setting(String key) {
        String value = sandbox.getProperty("sandbox." + key);
        if (value == null) {
            throw new IllegalStateException(SETTINGS + " has no sandbox." + key);
        }
        return value;
    }
}
