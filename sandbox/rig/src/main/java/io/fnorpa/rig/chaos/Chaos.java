package io.fnorpa.rig.chaos;

import io.fnorpa.rig.Checkout;
import java.util.List;

/** Entry of {@code bin/chaos}, which has set up and built everything and marked this process. */
public final class Chaos {

    private static final int VIOLATED = 1;
    private static final int BAD_USAGE = 2;

    private Chaos() {
    }

    public static void main(String[] arguments) throws Exception {
        Checkout checkout = Checkout.find();
        ChaosOptions options;
        try {
            options = ChaosOptions.parse(List.of(arguments), checkout.root().resolve(".rpa/chaos"));
        } catch (ChaosOptions.Refused refused) {
            System.err.println("bin/chaos: " + refused.getMessage());
            System.exit(BAD_USAGE);
            return;
        }
        if (System.getenv(OwnProcesses.MARK) == null) {
            System.err.println("bin/chaos: the variable " + OwnProcesses.MARK + " is not set, by which a run knows its processes. Start it by bin/chaos.");
            System.exit(BAD_USAGE);
            return;
        }
        ChaosReport report = new ChaosRun(options).run(checkout);
        report.print(System.out);
        if (options.json().isPresent()) {
            report.write(options.json().get());
        }
        System.exit(report.isClean() ? 0 : VIOLATED);
    }
}
