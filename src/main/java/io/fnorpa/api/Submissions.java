package io.fnorpa.api;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.database.KeyColumn;
import io.fnorpa.flow.runtime.FieldProblem;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.apache.camel.component.sql.SqlConstants;

/** Reads the jobs that are submitted, and says field by field what is wrong with one. */
@ApplicationScoped
@Named("submissions")
public class Submissions {

    private static final int LONGEST_REF = 100;
    private static final int LONGEST_NAME = 40;
    private static final int HIGHEST_PRIORITY = 999;
    private static final int MOST_ATTEMPTS = 100;
    private static final int SHORTEST_DEADLINE = 10;
    /** A session's token lives no longer. */
    private static final int LONGEST_DEADLINE = 3600;
    private static final Duration LATEST_START = Duration.ofDays(366);

    private final Flows flows;
    private final Clock clock;
    private final PlatformConfig config;

    Submissions(Flows flows, Clock clock, PlatformConfig config) {
        this.flows = flows;
        this.clock = clock;
        this.config = config;
    }

    /** @throws ApiRefusal with each field that is wrong */
    public NewJob read(Exchange exchange) {
        RequestFields fields = RequestFields.of(exchange.getMessage().getBody(String.class));
        NewJob job = job(fields, Callers.name(exchange));
        fields.end();
        return job;
    }

    /** What is wrong with it is gathered in the fields. */
    NewJob job(RequestFields fields, String caller) {
        String provider = fields.requiredText("provider", LONGEST_NAME, "one of " + providers());
        String type = fields.requiredText("type", LONGEST_NAME, "the job type, such as validation");
        Optional<FnoSettings> settings = settings(fields, provider);
        return new NewJob(
                fields.text("external_ref", LONGEST_REF),
                settings.map(FnoSettings::fno).orElse(provider),
                type,
                parameters(fields, settings, type),
                fields.integer("priority", -HIGHEST_PRIORITY, HIGHEST_PRIORITY),
                runAfter(fields),
                fields.integer("max_attempts", 1, MOST_ATTEMPTS),
                fields.integer("deadline_seconds", SHORTEST_DEADLINE, LONGEST_DEADLINE),
                caller);
    }

    private Optional<FnoSettings> settings(RequestFields fields, String provider) {
        if (provider == null) {
            return Optional.empty();
        }
        Optional<FnoSettings> settings = flows.settings(provider);
        if (settings.isEmpty()) {
            fields.refuse(new FieldError("provider", unknown(provider)));
        }
        return settings;
    }

    private String unknown(String provider) {
        if (flows.refused().containsKey(provider)) {
            return "'" + provider + "' is not served: its flows are refused; GET /api/flows says why";
        }
        return flows.departed(provider).isPresent()
                ? "'" + provider + "' is not served any more: its folder was taken out of fno-flows/"
                : "'" + provider + "' is not known; there are " + providers();
    }

    private String providers() {
        return flows.allSettings().stream().map(FnoSettings::fno).collect(Collectors.joining(", "));
    }

    private Map<String, Object> parameters(RequestFields fields, Optional<FnoSettings> settings, String type) {
        Map<String, Object> parameters = fields.object("parameters");
        if (settings.isPresent() && type != null) {
            flows.find(settings.get().fno()).map(flow -> flow.check(type, parameters)).orElse(List.of()).forEach(problem -> fields.refuse(fieldError(problem, settings.get(), type)));
        }
        return parameters;
    }

    private static FieldError fieldError(FieldProblem problem, FnoSettings settings, String type) {
        return settings.jobTypes().containsKey(type)
                ? new FieldError("parameters." + problem.field(), problem.message())
                : new FieldError("type", problem.message() + "; there are " + String.join(", ", settings.jobTypes().keySet()));
    }

    private OffsetDateTime runAfter(RequestFields fields) {
        OffsetDateTime time = fields.time("run_after");
        if (time != null && time.toInstant().isAfter(clock.instant().plus(LATEST_START))) {
            fields.refuse(new FieldError("run_after", "is more than " + LATEST_START.toDays() + " days ahead: " + time));
        }
        return time;
    }

    /** The columns whose value the database is asked for after the insert; the sql component wants an array. */
    public String[] idColumn() {
        return new String[] {KeyColumn.of(config.home().resolve("routes/sql/insert-job.sql"))};
    }

    /** The number that the database gave the new row, as {@code select-job.sql} wants it. */
    public Map<String, Object> newId(@Header(SqlConstants.SQL_GENERATED_KEYS_DATA) List<Map<String, Object>> keys) {
        return Map.of("id", ((Number) keys.get(0).values().iterator().next()).longValue());
    }

    /**
     * An external reference that is there already: the same work is the same job.
     *
     * @throws ApiRefusal the row under this reference is other work
     */
    public void requireSameWork(@Body List<Map<String, Object>> rows, @Variable("request") NewJob job) {
        JobRow row = new JobRow(rows.get(0));
        if (!isSameWork(job, row)) {
            throw ApiRefusal.of(ApiProblemKind.CONFLICT, "external_ref " + otherWork(job, row));
        }
    }

    boolean isSameWork(NewJob job, JobRow row) {
        return job.isSameWorkAs(row, flows.settings(job.provider()).orElseThrow());
    }

    /** Why a job is refused whose reference is there. */
    static String otherWork(NewJob job, JobRow row) {
        return "'" + job.externalRef() + "' belongs to job " + row.id() + ", which is other work: " + row.text("TYPE") + " at "
                + row.text("PROVIDER") + " with its own parameters. Take another external_ref, or look at GET /api/jobs/" + row.id();
    }
}
