package io.fnorpa.attempt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.browsers.InstanceBreaker;
import io.fnorpa.config.InstanceName;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.runtime.FieldProblem;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flow.runtime.JobType;
import io.fnorpa.flows.Flows;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The attempts that this instance has under way. */
@ApplicationScoped
@Named("attempts")
public class Attempts {

    private static final TypeReference<Map<String, Object>> PARAMETERS = new TypeReference<>() {};

    private final PlatformConfig config;
    private final InstanceName instance;
    private final Flows flows;
    private final ObjectMapper json;
    private final Clock clock;
    private final InstanceBreaker breaker;
    private final Map<AttemptId, RunningAttempt> underWay = new ConcurrentHashMap<>();

    Attempts(PlatformConfig config, InstanceName instance, Flows flows, ObjectMapper json, Clock clock, InstanceBreaker breaker) {
        this.config = config;
        this.instance = instance;
        this.flows = flows;
        this.json = json;
        this.clock = clock;
        this.breaker = breaker;
    }

    /**
     * Makes an attempt of a row that was claimed. One whose type or parameters the FNO's settings do not know has its
     * outcome already, and wants no browser.
     */
    public RunningAttempt begin(@Body Map<String, Object> row, @Header("leaseToken") String leaseToken) {
        String provider = (String) row.get("PROVIDER");
        String type = (String) row.get("TYPE");
        FnoSettings settings = flows.settings(provider).orElseThrow();
        AttemptId id = AttemptId.of(number(row, "ID").longValue(), number(row, "ATTEMPT").intValue() + 1);
        Parameters parameters = parameters((String) row.get("PARAMETERS"));
        Job job = new Job(id, (String) row.get("EXTERNAL_REF"), provider, type, parameters.values());
        RunningAttempt attempt = new RunningAttempt(job, new Lease(instance.name(), leaseToken), settings,
                flows.version(provider), maxAttempts(row), deadline(row, settings, type), breaker.use());
        Optional.ofNullable((String) row.get("ACCOUNT")).ifPresent(name -> attempt.setAccount(new PortalAccount(settings.fno(), name)));
        refusal(settings, type, parameters).ifPresent(attempt::setOutcome);
        underWay.put(id, attempt);
        return attempt;
    }

    private static Optional<Outcome> refusal(FnoSettings settings, String type, Parameters parameters) {
        if (parameters.fault() != null) {
            return Optional.of(Outcome.failed("invalid-parameters", parameters.fault(), Map.of()));
        }
        List<FieldProblem> problems = settings.check(type, parameters.values());
        return problems.isEmpty() ? Optional.empty() : Optional.of(Outcome.failed("invalid-job",
                problems.stream().map(problem -> problem.field() + ": " + problem.message()).collect(Collectors.joining("; "))
                        + ". Correct the row, then retry the job.", Map.of()));
    }

    private Parameters parameters(String text) {
        try {
            Map<String, Object> values = json.readValue(text, PARAMETERS);
            return values == null
                    ? new Parameters(Map.of(), "The row's column parameters is not a JSON object: null. Correct the row, then retry the job.")
                    : new Parameters(values, null);
        } catch (JsonProcessingException e) {
            return new Parameters(Map.of(), "The row's column parameters is not a JSON object: "
                    + e.getOriginalMessage() + ". Correct the row, then retry the job.");
        }
    }

    private record Parameters(Map<String, Object> values, String fault) {}

    private int maxAttempts(Map<String, Object> row) {
        return row.get("MAX_ATTEMPTS") == null ? config.retryAttempts() : number(row, "MAX_ATTEMPTS").intValue();
    }

    private Instant deadline(Map<String, Object> row, FnoSettings settings, String type) {
        Duration life = row.get("DEADLINE_SECONDS") == null
                ? Optional.ofNullable(settings.jobTypes().get(type)).flatMap(JobType::deadline).orElse(config.workerTimeout())
                : Duration.ofSeconds(number(row, "DEADLINE_SECONDS").longValue());
        return clock.instant().plus(life);
    }

    private static Number number(Map<String, Object> row, String column) {
        return (Number) row.get(column);
    }

    /** All that are under way here, for the heartbeat. */
    public List<RunningAttempt> underWay() {
        return List.copyOf(underWay.values());
    }

    public Optional<RunningAttempt> find(long jobId) {
        return underWay.values().stream().filter(attempt -> attempt.getJobId() == jobId).findFirst();
    }

    /** The attempt has left the routes. */
    public void end(@Body RunningAttempt attempt) {
        attempt.getBrowserUse().end();
        underWay.remove(attempt.getId(), attempt);
    }
}
