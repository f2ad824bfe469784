package io.fnorpa.flow.runtime;

import io.fnorpa.flow.NearestName;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Reads {@link FnoSettings} from {@code fno.yaml}, fills in the defaults and refuses what cannot be meant. */
final class FnoYaml {

    private static final ObjectMapper MAPPER = YAMLMapper.builder(
                    YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final Pattern ID = Pattern.compile(FnoFile.ID);
    private static final Pattern PARAMETER_NAME = Pattern.compile(FnoFile.PARAMETER_NAME);
    private static final int ALL = 100;
    private static final Pattern HOST = Pattern.compile(FnoFile.HOST);

    private final String file;
    private final List<FlowProblem> problems = new ArrayList<>();
    private YamlNode tree;

    private FnoYaml(String file) {
        this.file = file;
    }

    static FnoSettings read(Path path) {
        String file = path.getParent() == null ? path.toString() : path.getParent().getFileName() + "/" + path.getFileName();
        try {
            return parse(file, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    static FnoSettings parse(String file, String yaml) {
        return new FnoYaml(file).settings(yaml);
    }

    private FnoSettings settings(String yaml) {
        tree = YamlNode.parse(file, yaml);
        FnoFile raw = raw(yaml);
        FnoSettings settings = checked(raw);
        if (!problems.isEmpty()) {
            throw new FlowRefusedException(problems);
        }
        return settings;
    }

    private FnoFile raw(String yaml) {
        try {
            return MAPPER.readValue(yaml, FnoFile.class);
        } catch (UnrecognizedPropertyException e) {
            List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
            throw refused(path(e), "unknown key '" + path(e) + "'" + NearestName.hint(e.getPropertyName(), known));
        } catch (MismatchedInputException e) {
            String value = at(path(e)).text();
            throw refused(path(e), (value == null ? "this" : "'" + value + "'") + " is not a value for " + path(e) + "; write " + form(e.getTargetType()));
        } catch (JsonMappingException e) {
            throw refused(path(e), path(e) + ": " + e.getOriginalMessage());
        } catch (JacksonException e) {
            throw refused("", "is not YAML: " + e.getOriginalMessage());
        }
    }

    private static String form(Class<?> type) {
        if (type == Duration.class) {
            return "a duration such as PT10M or PT30S";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
        }
        if (type == Integer.class) {
            return "a whole number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return type == List.class ? "a list such as [one, two]" : type == String.class ? "a text" : "keys and values indented under it";
    }

    private FlowRefusedException refused(String key, String reason) {
        return new FlowRefusedException(List.of(FlowProblem.at(file, at(key).place(), reason)));
    }

    /** What stands at a path such as {@code totp.digits}, or at the last part of it that is there. */
    private YamlNode at(String path) {
        YamlNode node = tree;
        for (String key : path.split("\\.")) {
            if (!node.has(key)) {
                break;
            }
            node = node.get(key);
        }
        return node;
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    private FnoSettings checked(FnoFile raw) {
        require("fno", raw.fno(), ID, "lower-case letters, digits and hyphens, such as octotel");
        if (raw.name() == null || raw.name().isBlank()) {
            wrong("name", raw.name(), "the FNO's name for people, such as Octotel");
        }
        return new FnoSettings(raw.fno(), raw.name(), items("aliases", raw.aliases()), baseUrl(raw.baseUrl()), hosts(items("allowed-hosts", raw.allowedHosts())),
                atLeast("concurrency", raw.concurrency(), 2, 1), canaryShare(raw.canaryShare()), windows(items("maintenance-windows", raw.maintenanceWindows())), zone(raw.timeZone()),
                raw.locale() == null ? "en-ZA" : raw.locale(), credentials(raw.credentials()),
                accounts(raw.accounts()), loginBudget(raw.loginBudget()), totp(raw.totp()), reuse(raw.sessionReuse()), breaker(raw.breaker()), Optional.ofNullable(raw.idleTimeout()), jobTypes(raw.jobTypes()));
    }

    private URI baseUrl(String url) {
        try {
            URI uri = url == null ? null : URI.create(url);
            if (uri != null && uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        wrong("base-url", url, "the portal's address, such as https://portal.example.com");
        return null;
    }

    private int canaryShare(Integer percent) {
        int share = percent == null ? ALL : percent;
        if (share < 0 || share > ALL) {
            wrong("canary-share", share, "a percentage, 0 to 100");
        }
        return share;
    }

    private List<String> hosts(List<String> hosts) {
        hosts.stream().filter(host -> !HOST.matcher(host).matches())
                .forEach(host -> wrong("allowed-hosts", host, "a host name without scheme and path, such as cdn.example.com or *.example.com"));
        return hosts;
    }

    private List<MaintenanceWindow> windows(List<String> texts) {
        List<MaintenanceWindow> windows = new ArrayList<>();
        for (String text : texts) {
            try {
                windows.add(MaintenanceWindow.parse(text));
            } catch (IllegalArgumentException e) {
                problem("maintenance-windows", "maintenance-windows: " + e.getMessage());
            }
        }
        return List.copyOf(windows);
    }

    private ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone == null ? "Africa/Johannesburg" : zone);
        } catch (DateTimeException e) {
            wrong("time-zone", zone, "a zone such as Africa/Johannesburg");
            return null;
        }
    }

    private List<String> credentials(List<String> names) {
        List<String> credentials = names == null ? List.of("username", "password") : items("credentials", names);
        credentials.forEach(name -> require("credentials", name, ID, "names such as username and password"));
        return credentials;
    }

    private List<String> accounts(List<String> further) {
        List<String> accounts = new ArrayList<>(List.of(FnoSettings.FIRST_ACCOUNT));
        for (String account : items("accounts", further)) {
            require("accounts", account, ID, "names such as night");
            if (accounts.contains(account)) {
                problem("accounts", "accounts: '" + account + "' is there twice; name each further account once, "
                        + FnoSettings.FIRST_ACCOUNT + " is there without being named");
            }
            accounts.add(account);
        }
        return List.copyOf(accounts);
    }

    private FnoSettings.LoginBudget loginBudget(FnoFile.Budget raw) {
        return new FnoSettings.LoginBudget(atLeast("login-budget.refusals", raw == null ? null : raw.refusals(), 3, 1),
                raw == null || raw.rest() == null ? Duration.ofMinutes(30) : positive("login-budget.rest", raw.rest()));
    }

    private Optional<FnoSettings.Totp> totp(FnoFile.Totp raw) {
        if (raw == null) {
            return Optional.empty();
        }
        int digits = atLeast("totp.digits", raw.digits(), 6, 6);
        if (digits > 8) {
            wrong("totp.digits", digits, "6, 7 or 8");
        }
        if (raw.on() != null && !raw.on().equalsIgnoreCase("demand")) {
            problem("totp.on", "totp.on: '" + raw.on() + "' is not to be had; a code is always made when the login page asks for it. Take totp.on out");
        }
        return Optional.of(new FnoSettings.Totp(digits, Duration.ofSeconds(atLeast("totp.period", raw.period(), 30, 1)),
                raw.algorithm() == null ? FnoSettings.Totp.Algorithm.SHA1 : raw.algorithm()));
    }

    private FnoSettings.SessionReuse reuse(FnoFile.Reuse raw) {
        Duration life = raw == null || raw.life() == null ? Duration.ofHours(8) : positive("session-reuse.life", raw.life());
        return new FnoSettings.SessionReuse(raw != null && Boolean.TRUE.equals(raw.enabled()), life);
    }

    private FnoSettings.Breaker breaker(FnoFile.Breaker raw) {
        return new FnoSettings.Breaker(atLeast("breaker.failures", raw == null ? null : raw.failures(), 5, 1),
                raw == null || raw.delay() == null ? Duration.ofSeconds(60) : positive("breaker.delay", raw.delay()));
    }

    private Map<String, JobType> jobTypes(Map<String, FnoFile.Type> raw) {
        if (raw == null || raw.isEmpty()) {
            problem("job-types", "job-types is missing; name at least one, such as validation");
            return Map.of();
        }
        Map<String, JobType> types = new LinkedHashMap<>();
        raw.forEach((name, type) -> {
            require("job-types", name, ID, "names such as validation");
            types.put(name, jobType("job-types." + name, type == null ? new FnoFile.Type(null, null, null) : type));
        });
        return types;
    }

    private JobType jobType(String key, FnoFile.Type raw) {
        Duration deadline = raw.deadline() == null ? null : positive(key + ".deadline", raw.deadline());
        if (deadline != null && deadline.compareTo(JobType.LONGEST_DEADLINE) > 0) {
            wrong(key + ".deadline", deadline, "at most PT1H, the longest life of a session's token");
        }
        Map<String, JobParameter> parameters = new LinkedHashMap<>();
        if (raw.parameters() != null) {
            raw.parameters().forEach((name, parameter) -> {
                require(key + ".parameters", name, PARAMETER_NAME, "names in snake case, such as service_id");
                parameters.put(name, parameter(key + ".parameters." + name, parameter));
            });
        }
        return new JobType(raw.description(), Optional.ofNullable(deadline), parameters);
    }

    private JobParameter parameter(String key, FnoFile.Parameter raw) {
        if (raw == null || raw.type() == null) {
            problem(key, key + ".type is missing; write string, integer, boolean, date or enum");
            return null;
        }
        List<String> values = items(key + ".values", raw.values());
        boolean isEnum = raw.type() == JobParameter.Type.ENUM;
        if (isEnum == values.isEmpty()) {
            problem(key, key + (isEnum ? " is an enum and needs values" : ".values is for type enum alone"));
        }
        if (raw.type() != JobParameter.Type.STRING && (raw.pattern() != null || raw.maxLength() != null)) {
            problem(key, key + ": pattern and max-length are for type string alone");
        }
        return new JobParameter(raw.type(), Boolean.TRUE.equals(raw.required()), pattern(key, raw.pattern()),
                atLeast(key + ".max-length", raw.maxLength(), JobParameter.DEFAULT_MAX_LENGTH, 1), values, raw.description());
    }

    private Pattern pattern(String key, String pattern) {
        try {
            return pattern == null ? null : Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            wrong(key + ".pattern", pattern, "a regular expression (" + e.getDescription() + ")");
            return null;
        }
    }

    private Duration positive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            wrong(key, value, "a duration of more than nothing, such as PT10M");
        }
        return value;
    }

    private int atLeast(String key, Integer value, int byDefault, int least) {
        if (value != null && value < least) {
            wrong(key, value, "a number of at least " + least);
        }
        return value == null ? byDefault : value;
    }

    private void require(String key, String value, Pattern form, String right) {
        if (value == null || !form.matcher(value).matches()) {
            wrong(key, value, right);
        }
    }

    private void wrong(String key, Object value, String right) {
        problem(key, value == null ? key + " is missing; write " + right : key + ": '" + value + "' is wrong; write " + right);
    }

    private void problem(String key, String reason) {
        problems.add(FlowProblem.at(file, tree.has(key.split("\\.")[0]) ? at(key).place() : FlowPlace.NONE, reason));
    }

    private List<String> items(String key, List<String> list) {
        if (list == null) {
            return List.of();
        }
        List<String> items = list.stream().filter(item -> item != null && !item.isBlank()).toList();
        if (items.size() < list.size()) {
            problem(key, key + " has an empty item; take its line out");
        }
        return items;
    }
}
