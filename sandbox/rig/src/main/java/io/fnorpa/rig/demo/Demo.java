package io.fnorpa.rig.demo;

import io.fnorpa.rig.Checkout;
import java.util.List;

/** Entry of {@code bin/demo}, which has set up and built everything, and tells what the terminal is like. */
public final class Demo {

    private static final int BAD_USAGE = 2;

    private Demo() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Checkout checkout = Checkout.find();
        DemoOptions options;
        try {
            options = DemoOptions.parse(List.of(arguments), checkout.root().resolve(".rpa/demo"));
        } catch (DemoOptions.Refused refused) {
            System.err.println("bin/demo: " + refused.getMessage());
            System.exit(BAD_USAGE);
            return;
        }
        DemoRun run = new DemoRun(checkout, options, screen());
        Runtime.getRuntime().addShutdownHook(new Thread(run::endNow, "end"));
        run.start();
        run.join();
        System.exit(run.exitCode());
    }

    /** System properties {@code demo.columns} (0: no terminal) and {@code demo.colours}. */
    private static Screen screen() {
        int columns = Integer.getInteger("demo.columns", 0);
        return columns > 0 ? Screen.terminal(System.out, columns, Boolean.getBoolean("demo.colours")) : Screen.plain(System.out);
    }
}
