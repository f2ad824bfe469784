package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FnoSettingsTest {

    private static final String LEAST = """
            fno: octotel
            name: Octotel
            base-url: https://portal.example.com
            job-types:
              validation: {}
            """;

    @Test
    void whatIsLeftOutHasThePlansFigures() {
        FnoSettings settings = parse(LEAST);

        assertThat(settings.concurrency()).isEqualTo(2);
        assertThat(settings.credentials()).containsExactly("username", "password");
        assertThat(settings.accounts()).containsExactly("default");
        assertThat(settings.loginBudget()).isEqualTo(new FnoSettings.LoginBudget(3, Duration.ofMinutes(30)));
        assertThat(settings.totp()).isEmpty();
        assertThat(settings.sessionReuse()).isEqualTo(new FnoSettings.SessionReuse(false, Duration.ofHours(8)));
        assertThat(settings.breaker()).isEqualTo(new FnoSettings.Breaker(5, Duration.ofSeconds(60)));
        assertThat(settings.jobTypes().get("validation").deadline()).isEmpty();
        assertThat(settings.secretFile("password")).isEqualTo("octotel-password");
    }

    @Test
    void allKeysAreRead() {
        FnoSettings settings = parse(LEAST + """
                aliases: [Octo-Tel]
                allowed-hosts: ["*.cdn.example.com"]
                concurrency: 4
                maintenance-windows: ["Sun 02:00-04:00"]
                totp: {digits: 8, period: 60, algorithm: sha256, on: demand}
                accounts: [night, backup-2]
                login-budget: {refusals: 2, rest: PT1H}
                session-reuse: {enabled: true, life: PT1H}
                breaker: {failures: 3, delay: PT30S}
                idle-timeout: PT2M
                """);

        assertThat(settings.totp()).contains(new FnoSettings.Totp(8, Duration.ofSeconds(60), FnoSettings.Totp.Algorithm.SHA256));
        assertThat(settings.accounts()).containsExactly("default", "night", "backup-2");
        assertThat(settings.secretFile("night", "password")).isEqualTo("octotel.night-password");
        assertThat(settings.secretFile("default", "password")).as("the plan's name").isEqualTo("octotel-password");
        assertThat(settings.loginBudget()).isEqualTo(new FnoSettings.LoginBudget(2, Duration.ofHours(1)));
        assertThat(settings.sessionReuse()).isEqualTo(new FnoSettings.SessionReuse(true, Duration.ofHours(1)));
        assertThat(settings.idleTimeout()).contains(Duration.ofMinutes(2));
        assertThat(settings.isCalled("OCTO-TEL")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "concurency: 3                  | octotel/fno.yaml:6:1: unknown key 'concurency'; did you mean 'concurrency'?",
        "breaker: {failure: 3}          | octotel/fno.yaml:6:11: unknown key 'breaker.failure'; did you mean 'failures'?",
        "concurrency: 0                 | concurrency: '0' is wrong; write a number of at least 1",
        "concurrency: many              | 'many' is not a value for concurrency; write a whole number",
        "idle-timeout: 2m               | '2m' is not a value for idle-timeout; write a duration such as PT10M",
        "totp: {on: dispatch}           | octotel/fno.yaml:6:8: totp.on: 'dispatch' is not to be had; a code is always made when the login page asks",
        "totp: {algorithm: MD5}         | 'MD5' is not a value for totp.algorithm; write one of sha1, sha256, sha512",
        "maintenance-windows: [Sunday]  | write it like 'Sun 02:00-04:00'",
        "allowed-hosts: ['https://x.y'] | a host name without scheme and path",
        "time-zone: Cape Town           | a zone such as Africa/Johannesburg",
        "accounts: [night, night]       | 'night' is there twice",
        "accounts: [default]            | 'default' is there twice; name each further account once, default is there without being named",
        "accounts: [Night]              | accounts: 'Night' is wrong; write names such as night",
        "login-budget: {refusals: 0}    | login-budget.refusals: '0' is wrong; write a number of at least 1",
        "login-budget: {pause: PT1H}    | unknown key 'login-budget.pause'",
        "name: Twice                    | 'name'"})
    void whatIsWrongIsNamedWithWhatWouldBeRight(String line, String told) {
        assertThat(refusal(LEAST + line + "\n")).contains(told);
    }

    @Test
    void severalFaultsAreToldAtOnce() {
        assertThat(refusal("name: X\nbase-url: ftp://x\n")).contains("fno is missing").contains("base-url: 'ftp://x'")
                .contains("job-types is missing");
    }

    @Test
    void parametersOfAJobTypeMustBeSound() {
        String types = LEAST.replace("validation: {}", "validation: {parameters: {reason: {type: enum}, id: {type: string, pattern: '['}}}");

        assertThat(refusal(types)).contains("reason is an enum and needs values").contains("id.pattern");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", value = {
        "validaton  | service_id | A-1          | type       | did you mean 'validation'?",
        "validation | servce_id  | A-1          | servce_id  | did you mean 'service_id'?",
        "validation | reason     | moved        | service_id | is missing; it is required: The service",
        "validation | service_id | a 1          | service_id | must match [A-Z0-9-]+, not 'a 1'",
        "validation | service_id | AAAAAAAAAAAA | service_id | has 12 characters; at most 10",
        "validation | reason     | fun          | reason     | must be one of moved, price, not 'fun'",
        "validation | from       | 31.3.2026    | from       | must be a date such as 2026-03-31",
        "validation | count      | 3            | count      | must be a whole number",
        "validation | urgent     | yes          | urgent     | must be true or false"})
    void aWrongParameterIsNamed(String type, String name, String value, String field, String told) {
        List<FieldProblem> problems = settingsWithParameters().check(type, Map.of(name, value));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(told);
        });
    }

    @Test
    void aPatternThatTakesForEverIsToldInsteadOfWaitedFor() {
        FnoSettings settings = parse(LEAST.replace("validation: {}", "validation: {parameters: {id: {type: string, pattern: 'a*a*a*a*a*a*a*a*b'}}}"));

        assertThat(settings.check("validation", Map.of("id", "aaab"))).isEmpty();
        assertThat(settings.check("validation", Map.of("id", "a".repeat(255)))).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("takes too long"));
    }

    @Test
    void rightParametersPass() {
        assertThat(settingsWithParameters().check("validation", Map.of("service_id", "A-1", "reason", "moved", "from", "2026-03-31",
                "count", new BigDecimal("3"), "urgent", true))).isEmpty();
    }

    @Test
    void aMaintenanceWindowMayPassMidnight() {
        FnoSettings settings = parse(LEAST + "maintenance-windows: ['Sat 23:00-01:00']\n");

        assertThat(settings.maintenanceEnd(at("2026-03-07T23:30:00+02:00"))).contains(at("2026-03-08T01:00:00+02:00[Africa/Johannesburg]"));
        assertThat(settings.maintenanceEnd(at("2026-03-07T22:30:00Z"))).contains(at("2026-03-08T01:00:00+02:00[Africa/Johannesburg]"));
        assertThat(settings.maintenanceEnd(at("2026-03-08T01:00:00+02:00"))).isEmpty();
        assertThat(settings.maintenanceEnd(at("2026-03-08T23:30:00+02:00"))).isEmpty();
    }

    private static ZonedDateTime at(String time) {
        return ZonedDateTime.parse(time);
    }

    private static FnoSettings settingsWithParameters() {
        return parse(LEAST.replace("validation: {}", """
                validation:
                    parameters:
                      service_id: {type: string, required: true, pattern: "[A-Z0-9-]+", max-length: 10, description: The service}
                      reason: {type: enum, values: [moved, price]}
                      from: {type: date}
                      count: {type: integer}
                      urgent: {type: boolean}"""));
    }

    private static FnoSettings parse(String yaml) {
        return FnoSettings.parse("octotel/fno.yaml", yaml);
    }

    private static String refusal(String yaml) {
        return catchThrowableOfType(FlowRefusedException.class, () -> parse(yaml)).getMessage();
    }
}
