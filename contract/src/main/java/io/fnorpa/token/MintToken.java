package io.fnorpa.token;

import io.fnorpa.job.AttemptId;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code bin/token} runs: prints a token for a person, or for a browser service's session, with the embedded key,
 * and nothing else.
 */
public final class MintToken {

    private static final Pattern LIFE = Pattern.compile("(\\d{1,6})([smhd])");
    /** Stands where a role stands. */
    private static final String SESSION = "session";
    private static final String USAGE = "bin/token ROLE [--subject NAME] [--life 8h] --keys DIR";
    private static final String SESSION_USAGE =
            "bin/token session --instance NAME --session ID [--subject job/1/attempt/1] [--life 30m] --keys DIR";
    private static final Set<String> OPTIONS = Set.of("--subject", "--life", "--keys", "--instance", "--session");

    /** A role's id, or {@link #SESSION}. */
    private String whose;
    private final Map<String, String> options = new HashMap<>();

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
            if (OPTIONS.contains(argument)) {
                options.put(argument, value(argument, rest));
            } else {
                whose = whose(argument);
            }
        }
        return this;
    }

    private String mint() {
        if (whose == null) {
            throw new IllegalArgumentException("say for which role: " + Role.list() + "; or session.  " + USAGE);
        }
        return isSession() ? mintForSession() : mintForPerson();
    }

    private String mintForPerson() {
        for (String option : new String[] {"--instance", "--session"}) {
            if (options.containsKey(option)) {
                throw new IllegalArgumentException(option + " goes with bin/token session alone.  " + usage());
            }
        }
        String subject = name("--subject", options.getOrDefault("--subject", System.getProperty("user.name")));
        Duration life = life("8h", TokenIssuer.LONGEST_API, "366d");
        return issuer().api(subject, whose, life).reveal();
    }

    private String mintForSession() {
        String instance = name("--instance", needed("--instance"));
        String session = name("--session", needed("--session"));
        AttemptId attempt = AttemptId.parse(options.getOrDefault("--subject", "job/1/attempt/1"));
        Duration life = life("30m", TokenIssuer.LONGEST_SESSION, "60m");
        return issuer().session(instance, attempt, session, Instant.now().plus(life)).reveal();
    }

    private TokenIssuer issuer() {
        SigningKeys folder = new SigningKeys(Path.of(needed("--keys")));
        if (!Files.exists(folder.signingKeyFile())) {
            throw new IllegalArgumentException("there is no " + folder.signingKeyFile()
                    + ". The orchestrator makes it at its first start; --keys must name its rpa.keys.dir");
        }
        return new TokenIssuer(folder, Clock.systemUTC());
    }

    private boolean isSession() {
        return SESSION.equals(whose);
    }

    private String usage() {
        return isSession() ? SESSION_USAGE : USAGE;
    }

    private String needed(String option) {
        String value = options.get(option);
        if (value == null) {
            throw new IllegalArgumentException("say which " + option.substring(2) + ": " + option + " is missing.  " + usage());
        }
        return value;
    }

    /** An option that follows at once is no value: what was meant for this one has been forgotten. */
    private String value(String option, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isEmpty() || value.startsWith("--")) {
            throw new IllegalArgumentException(option + " wants a value.  " + usage());
        }
        return value;
    }

    private String whose(String argument) {
        int equals = argument.indexOf('=');
        if (equals > 0 && OPTIONS.contains(argument.substring(0, equals))) {
            throw new IllegalArgumentException("write '" + argument.substring(0, equals) + " VALUE', with a space and no '='.  " + usage());
        }
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException("unknown option '" + argument + "'.  " + usage());
        }
        if (!argument.equals(SESSION) && Role.of(argument).isEmpty()) {
            throw new IllegalArgumentException("unknown role '" + argument + "'; there are " + Role.list() + "; and session");
        }
        if (whose != null) {
            throw new IllegalArgumentException("one token is for one role, not for '" + whose + "' and '" + argument + "'.  " + usage());
        }
        return argument;
    }

    private static String name(String option, String name) {
        if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(option + " must have 1 to 100 characters and no control character");
        }
        return name;
    }

    private Duration life(String usual, Duration longest, String longestText) {
        String text = options.getOrDefault("--life", usual);
        Matcher form = LIFE.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("--life must be a number with s, m, h or d, such as " + usual + ", not '" + text + "'");
        }
        Duration life = duration(Long.parseLong(form.group(1)), form.group(2));
        if (life.isZero() || life.compareTo(longest) > 0) {
            throw new IllegalArgumentException("--life must be between 1s and " + longestText + ", not '" + text + "'");
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
