package io.fnorpa.tools;

import io.fnorpa.rig.Checkout;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the commands work.
 *
 * @param checkout the project, for the programs that are started
 * @param folder   for what they keep: pictures, the codes that were used, and what is only there while they run
 * @param paper    what they write to
 * @param browser  one that runs already and stays, for tests; empty: a command starts its own
 */
public record Workshop(Checkout checkout, Path folder, Paper paper, Optional<LocalBrowser> browser) {

    /** That of the project's folder. */
    static Workshop usual(PrintStream out) {
        Checkout checkout = Checkout.find();
        return new Workshop(checkout, checkout.root().resolve(".rpa/flow"), new Paper(out), Optional.empty());
    }
}
