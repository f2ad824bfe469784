package io.fnorpa.token;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code bin/token} runs: prints a token for a person with the embedded key, and nothing else. */
public final class MintToken {

    private static final Pattern LIFE = Pattern.compile("(\\d{1,6})([smhd])");
    private static final String USAGE = "bin/token ROLE [--subject NAME] [--life 8h] --keys DIR";

    private Role role;
    private String subject = System.getProperty("user.name");
    private Duration life = Duration.ofHours(8);
    private Path keys;

    private MintToken() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /** @return the exit code: 0 if a token was printed, 2 if the arguments are wrong */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            out.println(new MintToken().read(arguments).mint());
            return 0;
        } catch (IllegalArgumentException | IllegalStateException | java.io.UncheckedIOException e) {
            err.println("bin/token: " + e.getMessage());
            return 2;
        }
    }

    private MintToken read(String[] arguments) {
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--subject" -> subject = subject(value(argument, rest));
                case "--life" -> life = life(value(argument, rest));
                case "--keys" -> keys = Path.of(value(argument, rest));
                default -> role = role(argument);
            }
        }
        return this;
    }

    private String mint() {
        if (role == null) {
            throw new IllegalArgumentException("say for which role: " + Role.list() + ".  " + USAGE);
        }
        if (keys == null) {
            throw new IllegalArgumentException("say which keys.  " + USAGE);
        }
        SigningKeys folder = new SigningKeys(keys);
        if (!Files.exists(folder.signingKeyFile())) {
            throw new IllegalArgumentException("there is no " + folder.signingKeyFile()
                    + ". The orchestrator makes it at its first start; --keys must name its rpa.keys.dir");
        }
        return new TokenIssuer(folder, Clock.systemUTC()).api(subject, role.id(), life).reveal();
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " wants a value.  " + USAGE);
        }
        return rest.next();
    }

    private static Role role(String argument) {
        return Role.of(argument).orElseThrow(() -> new IllegalArgumentException(argument.startsWith("-")
                ? "unknown option '" + argument + "'.  " + USAGE
                : "unknown role '" + argument + "'; there are " + Role.list()));
    }

    private static String subject(String name) {
        if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("--subject must have 1 to 100 characters and no control character");
        }
        return name;
    }

    private static Duration life(String text) {
        Matcher form = LIFE.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("--life must be a number with s, m, h or d, such as 8h, not '" + text + "'");
        }
        Duration life = duration(Long.parseLong(form.group(1)), form.group(2));
        if (life.isZero() || life.compareTo(TokenIssuer.LONGEST_API) > 0) {
            throw new IllegalArgumentException("--life must be between 1s and 366d, not '" + text + "'");
        }
        return life;
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
