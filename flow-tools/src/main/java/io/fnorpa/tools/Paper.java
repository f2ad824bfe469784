package io.fnorpa.tools;

import io.fnorpa.flow.local.HiddenWords;
import java.io.PrintStream;

/** Where a command writes for its reader. What it is told to keep secret it writes to nobody, whatever text it is in. */
public final class Paper {

    private final HiddenWords hidden = new HiddenWords();
    private final PrintStream out;
    private boolean lineIsOpen;

    public Paper(PrintStream out) {
        this.out = out;
    }

    /** What is added to it is written no more. */
    public HiddenWords hidden() {
        return hidden;
    }

    /** A line of its own. */
    public synchronized void say(String line) {
        endLine();
        out.println(hidden.shown(line));
        out.flush();
    }

    /** The beginning of a line that {@link #end} may end. */
    public synchronized void begin(String start) {
        endLine();
        out.print(hidden.shown(start));
        out.flush();
        lineIsOpen = true;
    }

    /** Ends the line that was begun last, unless another has been written since: then this is a line of its own, after its start again. */
    public synchronized void end(String start, String end) {
        if (lineIsOpen) {
            out.println(hidden.shown(end));
            lineIsOpen = false;
        } else {
            out.println(hidden.shown(start + end));
        }
        out.flush();
    }

    private void endLine() {
        if (lineIsOpen) {
            out.println();
            lineIsOpen = false;
        }
    }
}
