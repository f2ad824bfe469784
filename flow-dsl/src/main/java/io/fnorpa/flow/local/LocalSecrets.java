package io.fnorpa.flow.local;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with one file for each secret, as {@code rpa.secrets.dir} is. One line end at the end of a file is not part of it. */
public record LocalSecrets(Path folder) {

    static final String TOTP_SECRET = "totp-secret";

    /** Names of the files that an FNO's first account has: its credentials, and the key of its one-time codes where it has them. */
    public static List<String> files(FnoSettings fno) {
        return Stream.concat(fno.credentials().stream(), fno.totp().stream().map(totp -> TOTP_SECRET)).map(fno::secretFile).toList();
    }

    /**
     * The credentials of the FNO's first account, by name.
     *
     * @throws IllegalArgumentException files are missing; all of them are named
     */
    public Map<String, Secret> credentials(FnoSettings fno) {
        List<String> missing = files(fno).stream().filter(file -> find(file).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the secrets of " + fno.fno() + " are missing: put a file for each into " + folder + ", readable by you alone: "
                    + String.join(", ", missing));
        }
        Map<String, Secret> credentials = new LinkedHashMap<>();
        fno.credentials().forEach(name -> credentials.put(name, find(fno.secretFile(name)).orElseThrow()));
        return credentials;
    }

    /**
     * The portal's address as {@code <fno>-url} has it, which stands over {@code base-url} of fno.yaml; empty if there is no such file.
     *
     * @throws IllegalArgumentException it holds no address
     */
    public Optional<URI> portal(FnoSettings fno) {
        String name = fno.secretFile("url");
        return find(name).map(Secret::reveal).map(String::strip).map(url -> {
            if (!url.matches("https?://[^\\s/]+(/\\S*)?")) { // what it holds is not told
                throw new IllegalArgumentException("the secret's file " + file(name) + " does not hold an address such as https://portal.example.net");
            }
            return URI.create(url);
        });
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /** @throws IllegalArgumentException it is there and cannot be read */
    public Optional<Secret> find(String name) {
        try {
            String text = Files.readString(file(name)).replaceFirst("\r?\n\\z", "");
            return text.isBlank() ? Optional.empty() : Optional.of(Secret.of(text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalArgumentException("the secret's file " + file(name) + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
