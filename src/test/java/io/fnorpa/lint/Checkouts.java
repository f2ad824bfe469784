package io.fnorpa.lint;

import io.fnorpa.rig.Checkout;
import java.nio.file.Path;

/** Where the files are that are looked over. */
final class Checkouts {

    private Checkouts() {}

    static Path root() {
        return Checkout.find().root();
    }
}
