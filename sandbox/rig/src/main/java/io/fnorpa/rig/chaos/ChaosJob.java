package io.fnorpa.rig.chaos;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A job of a run. What is cancelled has a service of its own, so that each cancellation in a ledger is one job's.
 *
 * @param ref        external reference, unique in the run
 * @param service    its service at the portal
 * @param known      whether the portal is to know the service; a job for one that it does not know is FAILED
 * @param bySql      it comes as a row, else through the API
 */
record ChaosJob(String ref, String provider, String type, String service, boolean known, boolean bySql) {

    static final String CANCELLATION = "cancellation";
    static final String VALIDATION = "validation";
    private static final Map<String, String> PREFIXES = Map.of("metrofiber", "MFN-", "octotel", "OCT-", "openserve", "OSF-", "evotel", "EVT-");
    /** Octotel takes one code in 30 s, whoever asks: fewer of its jobs, or the run would wait for it alone. */
    private static final List<String> PROVIDERS = List.of("metrofiber", "openserve", "evotel", "metrofiber", "openserve", "evotel", "octotel");
    private static final int FIRST_NUMBER = 500_000;
    private static final int UNKNOWN_IN = 20;
    private static final int NOTICE_DAYS = 30;

    /** So many of them; the same seed gives the same. */
    static List<ChaosJob> deck(long seed, int count) {
        Random random = new Random(seed);
        List<ChaosJob> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String provider = PROVIDERS.get((i + random.nextInt(PROVIDERS.size())) % PROVIDERS.size());
            jobs.add(new ChaosJob("chaos-" + i, provider, random.nextInt(3) < 2 ? CANCELLATION : VALIDATION,
                    PREFIXES.get(provider) + (FIRST_NUMBER + i), random.nextInt(UNKNOWN_IN) > 0, random.nextBoolean()));
        }
        return jobs;
    }

    boolean cancels() {
        return type.equals(CANCELLATION);
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("service_id", service);
        if (cancels()) {
            parameters.put("reason", provider.equals("openserve") ? "End user relocated" : "Customer moved");
            parameters.put("last_day", LocalDate.now().plusDays(NOTICE_DAYS).toString());
        }
        return parameters;
    }
}
