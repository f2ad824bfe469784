package io.fnorpa.flow.runtime;

import io.fnorpa.flow.NearestName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an FNO's {@code fno.yaml} says: all that is not a secret.
 *
 * @param fno                the id, which is the folder's name too: {@code octotel}
 * @param name               for people: {@code Octotel}
 * @param aliases            other spellings of the id
 * @param baseUrl            of the portal; what relative addresses are relative to
 * @param allowedHosts       further hosts that pages may load from; {@code *.example.com} allows the subdomains
 * @param concurrency        how many jobs may run at a time
 * @param canaryShare        of the jobs that a new version of the flows takes until it is promoted, in percent; 100: all, at once
 * @param maintenanceWindows times at which no job is started
 * @param timeZone           of the portal: of the maintenance windows and of the browser
 * @param locale             of the browser, such as {@code en-ZA}
 * @param credentials        names of the secrets; the file of each is {@code <fno>-<name>}
 * @param accounts           the logins at the portal; the first is always {@link #FIRST_ACCOUNT}
 * @param loginBudget        how many refused logins an account may have
 * @param totp               how the portal's codes are made; empty if it wants none
 * @param sessionReuse       whether logins are saved
 * @param breaker            when the lane closes
 * @param idleTimeout        a session without a command is closed after so long; empty for the service's default
 * @param jobTypes           by name
 */
public record FnoSettings(
        String fno,
        String name,
        List<String> aliases,
        URI baseUrl,
        List<String> allowedHosts,
        int concurrency,
        int canaryShare,
        List<MaintenanceWindow> maintenanceWindows,
        ZoneId timeZone,
        String locale,
        List<String> credentials,
        List<String> accounts,
        LoginBudget loginBudget,
        Optional<Totp> totp,
        SessionReuse sessionReuse,
        Breaker breaker,
        Optional<Duration> idleTimeout,
        Map<String, JobType> jobTypes) {

    /** Name of the settings' file in an FNO's folder. */
    public static final String FILE = "fno.yaml";
    /** The account that every FNO has; its secrets' files have the plan's names. */
    public static final String FIRST_ACCOUNT = "default";

    /**
     * How the portal's codes are made (RFC 6238).
     *
     * @param digits    6 to 8
     * @param period    length of a time step
     * @param algorithm of the HMAC
     */
    public record Totp(int digits, Duration period, Algorithm algorithm) {

        public enum Algorithm { SHA1, SHA256, SHA512 }
    }

    /**
     * How many refused logins an account may have before it rests, so that the portal does not lock it.
     *
     * @param refusals in a row that use the budget up; fewer than the portal locks at
     * @param rest     how long the account is not used then
     */
    public record LoginBudget(int refusals, Duration rest) {}

    /**
     * Whether a login is saved and used again.
     *
     * @param life how long a saved login may be used
     */
    public record SessionReuse(boolean enabled, Duration life) {}

    /**
     * When the lane closes.
     *
     * @param failures of the portal in a row that open the breaker
     * @param delay    how long the lane rests before the first probe
     */
    public record Breaker(int failures, Duration delay) {}

    /** Reads and checks {@code fno.yaml}; faults are told with file, line, key, value and what would be right. */
    public static FnoSettings read(Path file) {
        return FnoYaml.read(file);
    }

    /** As {@link #read}, from a text; {@code file} is named in what is told. */
    public static FnoSettings parse(String file, String yaml) {
        return FnoYaml.parse(file, yaml);
    }

    /** What is wrong with a job before it is taken in; empty if nothing is. An unknown type is told as field {@code type}. */
    public List<FieldProblem> check(String type, Map<String, Object> parameters) {
        JobType known = jobTypes.get(type);
        if (known == null) {
            return List.of(new FieldProblem("type", "'" + type + "' is not a job type of " + fno + NearestName.hint(type, jobTypes.keySet())));
        }
        return known.check(parameters);
    }

    /** Is this the FNO's id or one of its aliases? Upper and lower case are the same. */
    public boolean isCalled(String provider) {
        return fno.equalsIgnoreCase(provider) || aliases.stream().anyMatch(alias -> alias.equalsIgnoreCase(provider));
    }

    /** Name of the file that holds a credential of the first account: {@code octotel-password}. */
    public String secretFile(String credential) {
        return secretFile(FIRST_ACCOUNT, credential);
    }

    /**
     * Name of the file that holds an account's credential: {@code octotel.night-password}; the first account's has the
     * plan's name. No id of an FNO has a dot, so that no file can be meant for two.
     */
    public String secretFile(String account, String credential) {
        return (account.equals(FIRST_ACCOUNT) ? fno : fno + "." + account) + "-" + credential;
    }

    /** Until when the portal is in maintenance at this time; empty if it is not. */
    public Optional<ZonedDateTime> maintenanceEnd(ZonedDateTime time) {
        ZonedDateTime local = time.withZoneSameInstant(timeZone);
        return maintenanceWindows.stream().flatMap(window -> window.endAt(local).stream()).max(Comparator.naturalOrder());
    }
}
