package io.fnorpa.login;

import io.fnorpa.secrets.SecretFiles;
import io.fnorpa.secrets.SecretMissingException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that saved logins are encrypted with: the secret {@value #SECRET}, one key a line, an id and 32 bytes in
 * Base64. The first encrypts, all decrypt, so that a key is changed by putting the new one above it. The file is read
 * at each use.
 */
@ApplicationScoped
public class LoginKeys {

    /** Name of the secret. */
    public static final String SECRET = "login-keys";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");
    private static final int BYTES = 32;
    private static final String FORM = " Each line is an id and 32 bytes in Base64; make one with: echo \"k1 $(openssl rand -base64 32)\"";

    private final SecretFiles files;

    LoginKeys(SecretFiles files) {
        this.files = files;
    }

    /** A key of AES-256. */
    record Key(String id, SecretKeySpec key) {

        @Override
        public String toString() {
            return "key " + id;
        }
    }

    /**
     * The key that encrypts.
     *
     * @throws SecretMissingException the file is missing or is not what it should be; its content is not told
     */
    Key present() {
        return keys().get(0);
    }

    /** The key of an id; empty if the file has it no longer. */
    Optional<Key> find(String id) {
        return keys().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        int line = 0;
        for (String text : files.read(SECRET).reveal().lines().toList()) {
            line++;
            if (!text.isBlank()) {
                keys.add(key(text.strip(), line));
            }
        }
        return keys;
    }

    private Key key(String line, int number) {
        String[] parts = line.split("\\s+");
        byte[] bytes = parts.length == 2 ? decoded(parts[1]) : new byte[0];
        if (bytes.length != BYTES || !ID.matcher(parts[0]).matches()) {
            throw new SecretMissingException("Line " + number + " of the secret's file " + files.file(SECRET)
                    + " holds no key for saved logins." + FORM);
        }
        return new Key(parts[0], new SecretKeySpec(bytes, "AES"));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // its message may quote the key
        }
    }
}
