package io.fnorpa.attempt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.browsers.InstanceBreaker;
import io.fnorpa.config.InstanceName;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.runtime.FieldProblem;
import io.fnorpa.flow.runtime.FlowContext;
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
        Parameters parameters = parameters((String) row.get("PARAMETERS"));
        Optional<FlowContext> flow = enter((String) row.get("PROVIDER"), number(row, "ID").longValue(), (String) row.get("TYPE"), parameters.values(), lookup(row) != null);
        try {
            return begin(row, leaseToken, parameters, flow);
        } catch (RuntimeException e) {
            flow.ifPresent(FlowContext::leave);
            throw e;
        }
    }

    private Optional<FlowContext> enter(String provider, long job, String type, Map<String, Object> parameters, boolean isLookup) {
        return isLookup ? flows.enterForLookup(provider, job, type, parameters) : flows.enter(provider, job, type, parameters);
    }

    /** @param flow the version that the attempt has entered; empty if its FNO has no flows any more */
    private RunningAttempt begin(Map<String, Object> row, String leaseToken, Parameters parameters, Optional<FlowContext> flow) {
        String provider = (String) row.get("PROVIDER");
        String type = (String) row.get("TYPE");
        FnoSettings settings = flow.map(FlowContext::settings).or(() -> flows.departed(provider))
                .orElseThrow(() -> new IllegalStateException("The flows of " + provider + " do not serve any more"));
        AttemptId id = AttemptId.of(number(row, "ID").longValue(), number(row, "ATTEMPT").intValue() + 1);
        Job job = new Job(id, (String) row.get("EXTERNAL_REF"), provider, type, parameters.values());
        RunningAttempt attempt = new RunningAttempt(job, new Lease(instance.name(), leaseToken), settings,
                flow.map(FlowContext::version).orElse(null), maxAttempts(row), deadline(row, settings, type), breaker.use(), lookup(row));
        Optional.ofNullable((String) row.get("ACCOUNT")).ifPresent(name -> attempt.setAccount(new PortalAccount(settings.fno(), name)));
        if (flow.isEmpty()) {
            attempt.giveBack("no flows serve " + settings.name() + " any more: its folder was taken out of fno-flows/, or the version that is to serve cannot");
        } else {
            attempt.setFlow(flow.get());
            refusal(attempt, settings, type, parameters).ifPresent(attempt::setOutcome);
        }
        underWay.put(id, attempt);
        return attempt;
    }

    /** A job past its point of no return is never done again, whatever its attempts. */
    private static Lookup lookup(Map<String, Object> row) {
        return row.get("NO_RETURN_AT") == null ? null
                : new Lookup(number(row, "LOOKUPS").intValue() + 1, number(row, "LOOKUP_MISSES").intValue());
    }

    private static Optional<Outcome> refusal(RunningAttempt attempt, FnoSettings settings, String type, Parameters parameters) {
        return attempt.isLookup() ? lookupRefusal(attempt, settings, type, parameters) : refusal(settings, type, parameters);
    }

    private static Optional<Outcome> lookupRefusal(RunningAttempt attempt, FnoSettings settings, String type, Parameters parameters) {
        if (!attempt.hasLookup()) {
            return Optional.of(Outcome.review(Outcome.Fault.FLOW, "no-lookup", "The flows of " + settings.name() + " have no route "
                    + settings.fno() + "-" + type + "-lookup any more, which would ask the portal what became of this job.", Map.of()));
        }
        return refusal(settings, type, parameters)
                .map(refusal -> Outcome.review(Outcome.Fault.FLOW, refusal.code(), refusal.message(), Map.of()));
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

    /** The attempt at a job; not one that was fenced and has not left yet. */
    public Optional<RunningAttempt> find(long jobId) {
        return underWay.values().stream().filter(attempt -> attempt.getJobId() == jobId && !attempt.isFenced()).findFirst();
    }

    /** The attempt has left the routes. */
    public void end(@Body RunningAttempt attempt) {
        attempt.getBrowserUse().end();
        underWay.remove(attempt.getId(), attempt);
        attempt.leaveFlow();
    }
}
