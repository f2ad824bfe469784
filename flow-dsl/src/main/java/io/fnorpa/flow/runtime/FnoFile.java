package io.fnorpa.flow.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code fno.yaml} as it is written, in kebab case; what is left out is null. {@link FnoYaml} makes {@link FnoSettings} of it. */
public record FnoFile(
        @FnoKey(value = "The FNO's id: the folder's name, and the provider in job rows.", required = true, form = FnoFile.ID)
        String fno,
        @FnoKey(value = "The FNO's name for people, such as Octotel.", required = true)
        String name,
        @FnoKey(value = "Other spellings of the id, which rows and calls may use.", byDefault = "none")
        List<String> aliases,
        @FnoKey(value = "The portal's address; what relative addresses in flows are relative to. The secret <fno>-url goes before it.",
                required = true, form = "https?://.+")
        String baseUrl,
        @FnoKey(value = "Further hosts that pages may load from, without scheme and path; *.example.com is all hosts below it.", byDefault = "none",
                form = FnoFile.HOST)
        List<String> allowedHosts,
        @FnoKey(value = "How many of the FNO's jobs may run at a time, over all instances.", byDefault = "2", least = 1)
        Integer concurrency,
        @FnoKey(value = "How many of 100 jobs a new version of the flows takes until it is promoted. 100: all, at once.", byDefault = "100", least = 0, most = 100)
        Integer canaryShare,
        @FnoKey(value = "Times at which no job is begun, such as Sun 02:00-04:00 or daily 23:50-00:10, in time-zone. One that ends before it begins"
                + " ends on the next day.", byDefault = "none", form = "\\w+ \\d{2}:\\d{2}-\\d{2}:\\d{2}")
        List<String> maintenanceWindows,
        @FnoKey(value = "The portal's time zone: of the maintenance windows and of the browser.", byDefault = "Africa/Johannesburg")
        String timeZone,
        @FnoKey(value = "The browser's language and country.", byDefault = "en-ZA")
        String locale,
        @FnoKey(value = "Names of the secrets that a login wants; a flow says credential: and one of them. The secret's file is <fno>-<name>.",
                byDefault = "[username, password]", form = FnoFile.ID)
        List<String> credentials,
        @FnoKey(value = "Further logins at the portal. The secret's file of one is <fno>.<account>-<name>.", byDefault = "none beside the first, which is called default",
                form = FnoFile.ID)
        List<String> accounts,
        @FnoKey("How many refused logins an account may have before it rests, so that the portal does not lock it.")
        Budget loginBudget,
        @FnoKey(value = "How the portal's one-time codes are made (RFC 6238); wanted where a flow says browser:totp.", byDefault = "the portal wants no code")
        Totp totp,
        @FnoKey("Whether a login is saved and used again by later jobs.")
        Reuse sessionReuse,
        @FnoKey("When the FNO's lane closes because of its portal.")
        Breaker breaker,
        @FnoKey(value = "A browser session without a command is closed after so long.", byDefault = "the browser service's")
        Duration idleTimeout,
        @FnoKey(value = "What the FNO's flows can do, by name. Each wants a route <fno>-<job type>.", required = true, names = FnoFile.ID)
        Map<String, Type> jobTypes) {

    static final String ID = "[a-z][a-z0-9-]{0,31}";
    static final String PARAMETER_NAME = "[a-z][a-z0-9_]{0,63}";
    static final String HOST = "(\\*\\.)?[A-Za-z0-9.-]+(:\\d{1,5})?";

    /** {@code totp} */
    public record Totp(
            @FnoKey(value = "Digits of a code.", byDefault = "6", least = 6, most = 8)
            Integer digits,
            @FnoKey(value = "Seconds that a code is good for.", byDefault = "30", least = 1)
            Integer period,
            @FnoKey(value = "The HMAC's algorithm.", byDefault = "sha1")
            FnoSettings.Totp.Algorithm algorithm,
            @FnoKey(value = "When a code is made: when the login page asks for it. There is no other choice.", byDefault = "demand", form = "demand")
            String on) {}

    /** {@code login-budget} */
    public record Budget(
            @FnoKey(value = "Refused logins in a row that use the budget up; fewer than the portal locks an account at.", byDefault = "3", least = 1)
            Integer refusals,
            @FnoKey(value = "How long the account is not used then.", byDefault = "PT30M")
            Duration rest) {}

    /** {@code session-reuse} */
    public record Reuse(
            @FnoKey(value = "true saves logins; wants browser:restore-session and browser:save-session in the flows, and the secret login-keys.",
                    byDefault = "false")
            Boolean enabled,
            @FnoKey(value = "How long a saved login may be used.", byDefault = "PT8H")
            Duration life) {}

    /** {@code breaker} */
    public record Breaker(
            @FnoKey(value = "Failures of the portal in a row that close the lane.", byDefault = "5", least = 1)
            Integer failures,
            @FnoKey(value = "How long the lane rests before one job tries the portal.", byDefault = "PT60S")
            Duration delay) {}

    /** One of {@code job-types} */
    public record Type(
            @FnoKey("What it does, for people.")
            String description,
            @FnoKey(value = "Longest time of one attempt, at most PT1H.", byDefault = "rpa.worker-timeout")
            Duration deadline,
            @FnoKey(value = "What a job of this type says, by name; a flow reads it as ${variable.job[parameters][<name>]}.", byDefault = "none",
                    names = FnoFile.PARAMETER_NAME)
            Map<String, Parameter> parameters) {}

    /** One of a job type's {@code parameters} */
    public record Parameter(
            @FnoKey(value = "How its JSON value looks; a date is a text such as 2026-03-31, an enum one of values.", required = true)
            JobParameter.Type type,
            @FnoKey(value = "Whether each job must have it.", byDefault = "false")
            Boolean required,
            @FnoKey("string alone: a regular expression that the whole value must match.")
            String pattern,
            @FnoKey(value = "string alone: in characters.", byDefault = "255", least = 1)
            Integer maxLength,
            @FnoKey("enum alone, and needed there: what it may be.")
            List<String> values,
            @FnoKey("What it is, for people; callers see it when it is missing.")
            String description) {}
}
