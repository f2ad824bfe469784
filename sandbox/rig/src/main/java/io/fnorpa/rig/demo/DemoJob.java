package io.fnorpa.rig.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * A job that the demo submits.
 *
 * @param way        how it comes in
 * @param parameters as the flow wants them
 */
record DemoJob(String provider, String type, Way way, Map<String, String> parameters) {

    /** So many of {@link #all} are to run at the same time: Octotel's two, at the head of the list. */
    static final int SIDE_BY_SIDE = 2;
    /** Six digits, as the portals' own numbers have, and none of those. */
    private static final DateTimeFormatter SERVICE_NUMBER = DateTimeFormatter.ofPattern("HHmmss");
    /** A cancellation's last day of service is so far away. */
    private static final int NOTICE_DAYS = 30;

    enum Way {
        /** A POST to the job API. */
        API,
        /** A row in the job table, as the dashboard writes it through ORDS. */
        SQL
    }

    /**
     * One validation and one cancellation for each FNO. Octotel's come first and together: its second job then has to
     * wait for a code of its own, which is worth seeing. What is cancelled has a number of its own in each run, since
     * a service can be cancelled once and jobs of a run that was broken off are run with the next.
     *
     * @param begin of the run
     */
    static List<DemoJob> all(LocalDateTime begin) {
        String number = begin.format(SERVICE_NUMBER);
        LocalDate lastDay = begin.toLocalDate().plusDays(NOTICE_DAYS);
        return List.of(
                validation("octotel", Way.API, "OCT-300101"),
                cancellation("octotel", Way.SQL, "OCT-" + number, "Customer moved", lastDay),
                validation("metrofiber", Way.SQL, "MFN-300101"),
                cancellation("metrofiber", Way.API, "MFN-" + number, "Customer moved", lastDay),
                validation("openserve", Way.API, "OSF-300101"),
                cancellation("openserve", Way.SQL, "OSF-" + number, "End user relocated", lastDay),
                validation("evotel", Way.SQL, "EVT-300101"),
                cancellation("evotel", Way.API, "EVT-" + number, "Customer moved", lastDay));
    }

    private static DemoJob validation(String provider, Way way, String service) {
        return new DemoJob(provider, "validation", way, Map.of("service_id", service));
    }

    /** @param reason one of those that the portal offers */
    private static DemoJob cancellation(String provider, Way way, String service, String reason, LocalDate lastDay) {
        return new DemoJob(provider, "cancellation", way,
                Map.of("service_id", service, "reason", reason, "last_day", lastDay.toString()));
    }

    String service() {
        return parameters.get("service_id");
    }

    String name() {
        return provider + " " + type;
    }

    /** Unique in the job table, since {@code run} is. */
    String externalRef(String run) {
        return "demo-" + run + "-" + provider + "-" + type;
    }
}
