package io.fnorpa.rig.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A job that the demo submits.
 *
 * @param way        how it comes in
 * @param parameters as the flow wants them
 */
record DemoJob(String provider, String type, Way way, Map<String, String> parameters) {

    enum Way {
        /** A POST to the job API. */
        API,
        /** A row in the job table, as the dashboard writes it through ORDS. */
        SQL
    }

    /**
     * One validation and one cancellation for each FNO. Octotel's come first and together: its second job then has to
     * wait for a code of its own, which is worth seeing.
     *
     * @param lastDay of service, for the cancellations; today or later
     */
    static List<DemoJob> all(LocalDate lastDay) {
        return List.of(
                validation("octotel", Way.API, "OCT-300101"),
                cancellation("octotel", Way.SQL, "OCT-300201", "Customer moved", lastDay),
                validation("metrofiber", Way.SQL, "MFN-300101"),
                cancellation("metrofiber", Way.API, "MFN-300201", "Customer moved", lastDay),
                validation("openserve", Way.API, "OSF-300101"),
                cancellation("openserve", Way.SQL, "OSF-300201", "End user relocated", lastDay),
                validation("evotel", Way.SQL, "EVT-300101"),
                cancellation("evotel", Way.API, "EVT-300201", "Customer moved", lastDay));
    }

    private static DemoJob validation(String provider, Way way, String service) {
        return new DemoJob(provider, "validation", way, Map.of("service_id", service));
    }

    /** @param reason one of those that the portal offers */
    private static DemoJob cancellation(String provider, Way way, String service, String reason, LocalDate lastDay) {
        return new DemoJob(provider, "cancellation", way,
                Map.of("service_id", service, "reason", reason, "last_day", lastDay.toString()));
    }

    String name() {
        return provider + " " + type;
    }

    /** Unique in the job table, since {@code run} is. */
    String externalRef(String run) {
        return "demo-" + run + "-" + provider + "-" + type;
    }
}
