package io.fnorpa.secrets;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.secret.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Secrets as files of one folder, {@code rpa.secrets.dir}: one file per secret, named as the keys of the Secret that is
 * mounted there. Each is read when it is used, so that a rotated one needs no restart. One line break at the end is
 * not part of the secret.
 */
@ApplicationScoped
public class SecretFiles {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final PlatformConfig config;

    SecretFiles(PlatformConfig config) {
        this.config = config;
    }

    /**
     * @param name such as {@code octotel-password}
     * @throws SecretMissingException there is no such file, or it is empty; the message names it
     */
    public Secret read(String name) {
        return find(name).orElseThrow(() -> new SecretMissingException("The secret " + file(name)
                + " is missing or empty. Put the file there (key '" + name + "' of the mounted Secret); it is read again at the next use."));
    }

    /** As {@link #read}; empty if there is no such file, or it is empty. */
    public Optional<Secret> find(String name) {
        try {
            String text = Files.readString(file(name)).replaceFirst("\\r?\\n$", "");
            return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SecretMissingException("The secret " + file(name) + " cannot be read: " + e.getClass().getSimpleName()
                    + ". Check that this process may read the file and that it is UTF-8 text.");
        }
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a secret's name: '" + name + "'");
        }
        return config.secrets().dir().toAbsolutePath().resolve(name);
    }
}
