package io.fnorpa.tools;

import io.fnorpa.secret.Secret;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;

/** Where a command writes for its reader. What it is told to keep secret it writes to nobody, whatever text it is in. */
public final class Paper {

    private static final int SHORTEST = 4;

    private final PrintStream out;
    private List<Secret> secrets = List.of();
    private boolean lineIsOpen;

    public Paper(PrintStream out) {
        this.out = out;
    }

    /** From now on these are not written. Shorter ones than four characters are not looked for: no session is opened with them. */
    public synchronized void hide(Collection<Secret> hidden) {
        secrets = hidden.stream().filter(secret -> secret.length() >= SHORTEST).toList();
    }

    /** A line of its own. */
    public synchronized void say(String line) {
        endLine();
        out.println(shown(line));
        out.flush();
    }

    /** The beginning of a line that {@link #end} may end. */
    public synchronized void begin(String start) {
        endLine();
        out.print(shown(start));
        out.flush();
        lineIsOpen = true;
    }

    /** Ends the line that was begun last, unless another has been written since: then this is a line of its own, after its start again. */
    public synchronized void end(String start, String end) {
        if (lineIsOpen) {
            out.println(shown(end));
            lineIsOpen = false;
        } else {
            out.println(shown(start + end));
        }
        out.flush();
    }

    private void endLine() {
        if (lineIsOpen) {
            out.println();
            lineIsOpen = false;
        }
    }

    private String shown(String text) {
        String shown = text;
        for (Secret secret : secrets) {
            shown = shown.replace(secret.reveal(), "(secret)");
        }
        return shown;
    }
}
