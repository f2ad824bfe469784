package io.fnorpa.secrets;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.secret.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The secrets: one file each in {@code rpa.secrets.dir}, UTF-8. They are read anew at each call, so that a rotated one
 * needs no restart. One line end at the end of a file is not part of the secret. Safe for several threads.
 */
@ApplicationScoped
public class SecretFiles {

    private static final Logger LOG = Logger.getLogger(SecretFiles.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final Path dir;
    private final Set<Path> warned = ConcurrentHashMap.newKeySet();

    @Inject
    SecretFiles(PlatformConfig config) {
        this(config.secrets().dir());
    }

    /** @param dir the folder that holds the files */
    public SecretFiles(Path dir) {
        this.dir = dir;
    }

    /**
     * The secret of that name, such as {@code octotel-password}.
     *
     * @throws SecretMissingException there is no such file, or it is empty, or it cannot be read; the message names it
     */
    public Secret read(String name) {
        return find(name).orElseThrow(() -> new SecretMissingException("The secret's file " + file(name)
                + " is missing or empty. Put the secret into it, or correct rpa.secrets.dir; it is read again at the next use."));
    }

    /**
     * As {@link #read}, where a secret need not be there.
     *
     * @throws SecretMissingException the file is there, but cannot be read
     */
    public Optional<Secret> find(String name) {
        Path file = file(name);
        try {
            String text = withoutLineEnd(Files.readString(file));
            warnOfOpenFile(file);
            return text.isBlank() ? Optional.empty() : Optional.of(Secret.of(text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SecretMissingException("The secret's file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "). It must be a text file that this process may read.", e);
        }
    }

    /** Where the secret of that name is, or should be. */
    public Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a secret; it reads like octotel-password");
        }
        return dir.toAbsolutePath().normalize().resolve(name);
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** Only a warning: where permissions cannot be told, the secret is used all the same. */
    private void warnOfOpenFile(Path file) {
        try {
            boolean open = Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
            if (open && warned.add(file)) {
                LOG.warnf("The secret's file %s is open to every user of this machine. Say: chmod o-rwx %s", file, file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf("Whether %s is open to others cannot be told: %s", file, e.getMessage());
        }
    }
}
