package io.fnorpa.flow.local;

import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.runtime.FnoSettings.Totp;
import io.fnorpa.otp.TimeSteps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

/**
 * Which time steps of which account were given on this machine: each once, and only forward, also by runs side by side. A
 * small file remembers the last one of each account. It is the rule of the platform in small; the platform itself knows
 * nothing of this file, so an account that serves it is not for trying.
 */
public final class LocalCodes {

    private static final Duration MIN_LIFE = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** The file's lock is the whole process's, so it does not keep threads from each other. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path file;
    private final Clock clock;

    public LocalCodes(Path file, Clock clock) {
        this.file = file.toAbsolutePath();
        this.clock = clock;
    }

    /**
     * Takes the next step of an account.
     *
     * @param early whether the portal takes the code of the next step before its time, as practice portals do
     * @throws TotpUnavailableException it begins too late, or the file cannot be written
     */
    public Step take(String account, Totp rules, boolean early) {
        synchronized (ONE_AT_A_TIME) {
            return takeNext(account, rules, early);
        }
    }

    private Step takeNext(String account, Totp rules, boolean early) {
        TimeSteps steps = new TimeSteps(rules.period());
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Properties last = read(channel);
                Instant now = clock.instant();
                long step = Math.max(first(steps, now, early), Long.parseLong(last.getProperty(account, "0")) + 1);
                Instant from = steps.beginOf(early ? step - 1 : step);
                if (from.isAfter(now.plus(LONGEST_WAIT))) {
                    throw new TotpUnavailableException("The next code of " + account + " begins at " + from + " only, says " + file
                            + ". Was this machine's clock wrong before? Then delete that file");
                }
                last.setProperty(account, String.valueOf(step));
                write(channel, last);
                return new Step(step, from.isAfter(now) ? Duration.between(now, from) : Duration.ZERO);
            }
        } catch (IOException | NumberFormatException e) {
            throw new TotpUnavailableException("The steps that were given cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    /** The present one, or the next if this one is nearly over. */
    private static long first(TimeSteps steps, Instant now, boolean early) {
        long present = steps.at(now);
        return !early && Duration.between(now, steps.endOf(present)).compareTo(MIN_LIFE) < 0 ? present + 1 : present;
    }

    private static Properties read(FileChannel channel) throws IOException {
        Properties properties = new Properties();
        ByteBuffer text = ByteBuffer.allocate((int) channel.size());
        Channels.newInputStream(channel).readNBytes(text.array(), 0, text.capacity());
        properties.load(new ByteArrayInputStream(text.array()));
        return properties;
    }

    private static void write(FileChannel channel, Properties properties) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        properties.store(text, "The last time step of each account that was given on this machine");
        channel.truncate(0);
        channel.position(0);
        channel.write(ByteBuffer.wrap(text.toByteArray()));
    }

    /**
     * A step that is ours.
     *
     * @param delay until its code may be sent
     */
    public record Step(long number, Duration delay) {}
}
