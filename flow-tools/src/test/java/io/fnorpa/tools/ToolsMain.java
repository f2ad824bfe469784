package io.fnorpa.tools;

import io.fnorpa.rig.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code bin/flow} as a process, whose first argument is the folder that it works in. */
final class ToolsMain {

    private ToolsMain() {}

    public static void main(String[] arguments) {
        AuthorTools.runAndExit(List.of(arguments).subList(1, arguments.length), new Workshop(Checkout.find(), Path.of(arguments[0]), new Paper(System.out), Optional.empty()));
    }
}
