package io.fnorpa.bench.browser;

import io.fnorpa.bench.Row;
import io.fnorpa.bench.Turns;
import io.fnorpa.flow.runtime.FlowLibrary;
import io.fnorpa.flow.runtime.FlowRunner;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.Portals;
import io.fnorpa.secret.Secret;
import java.nio.file.Path;
import java.util.Map;

/**
 * A whole validation at the practice portal of MetroFibre, 28 commands: the project's own flow, run by the flow runner
 * through the browser service, beside {@link BareValidation}. The session is open beforehand on both sides; each round
 * signs in, and forgets its login before that.
 */
final class Validation implements AutoCloseable {

    private static final String FNO = "metrofiber";
    private static final String EMAIL = "ops@isp.example";
    private static final String PASSWORD = "practice-Metro-7!x";

    private final Portals portals;
    private final FlowLibrary library;

    Validation(Path folder) {
        Checkout checkout = Checkout.find();
        library = FlowLibrary.load(checkout.root().resolve("fno-flows"));
        portals = Portals.start(checkout, folder, Map.of());
    }

    /** @param aim the ratio that is aimed at, or null */
    Row measure(ServiceBrowser platform, Driver reference, int rounds, Double aim) throws Exception {
        String service = portals.addService(FNO, "{}").get("id").asText();
        FlowRunner runner = new FlowRunner(library);
        return Turns.take("flow", "ms", 1, rounds, () -> inSession(() -> platform.open(portals.portal(FNO), credentials()), platform::end,
                () -> runFlow(runner, platform, service)), () -> inSession(reference::open, reference::end, () -> runBare(reference, service)), aim);
    }

    /** The flow alone is timed. */
    private static double inSession(Runnable open, Runnable end, Turns.Work work) throws Exception {
        open.run();
        try {
            return Turns.timed(work).measure();
        } finally {
            end.run();
        }
    }

    private static Map<String, Secret> credentials() {
        return Map.of("email", Secret.of(EMAIL), "password", Secret.of(PASSWORD));
    }

    private static void runFlow(FlowRunner runner, ServiceBrowser platform, String service) {
        QuietChannel channel = new QuietChannel();
        Job job = new Job(AttemptId.of(1, 1), null, FNO, "validation", Map.of("service_id", service));
        Outcome outcome = runner.run(job, platform.ticket(), channel);
        require(outcome.verdict() == Outcome.Verdict.SUCCEEDED && service.equals(outcome.result().get("service_id")) && channel.pictureBytes() > 0,
                "The flow ended with " + outcome.verdict() + ": " + outcome.message());
    }

    private void runBare(Driver browser, String service) {
        Map<String, String> fields = new BareValidation(browser, portals.portal(FNO).toString(), EMAIL, PASSWORD).run(service);
        require(service.equals(fields.get("id")), "The bare script read " + fields);
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public void close() {
        portals.close();
        library.close();
    }
}
