package io.fnorpa.api;

import io.fnorpa.attempt.JobState;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** Reads the filters of a list of jobs. */
@ApplicationScoped
@Named("jobFilters")
public class JobFilters {

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_REF = 100;
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final int LARGEST_OFFSET = 10_000_000;
    private static final OffsetDateTime BEGINNING = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime END = OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final Set<String> STATES = Arrays.stream(JobState.values()).map(JobState::name)
            .collect(Collectors.collectingAndThen(Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));

    private final Flows flows;

    JobFilters(Flows flows) {
        this.flows = flows;
    }

    /** @throws ApiRefusal with each filter that is wrong */
    public JobFilter read(Exchange exchange) {
        QueryFields query = QueryFields.of(exchange);
        JobFilter filter = new JobFilter(
                query.someOf("state", STATES),
                provider(query.text("provider", LONGEST_NAME)),
                query.text("type", LONGEST_NAME),
                query.text("external_ref", LONGEST_REF),
                query.time("submitted_from", BEGINNING),
                query.time("submitted_to", END),
                query.integer("limit", 1, LARGEST_PAGE, PAGE),
                query.integer("offset", 0, LARGEST_OFFSET, 0));
        query.end();
        return filter;
    }

    /** An alias finds the rows under the FNO's own id; rows under an unknown provider are found by what they say. */
    private String provider(String given) {
        return given == null ? null : flows.settings(given).map(FnoSettings::fno).orElse(given);
    }
}
