package io.fnorpa.rig.demo;

import java.io.PrintStream;
import java.util.List;

/** Where the demo writes: a terminal, on which lines can be redrawn in place, or a plain stream. */
final class Screen {

    private static final String UP_AND_CLEAR = "\033[%dA\033[J";

    private static final int USUAL_COLUMNS = 120;

    private final PrintStream out;
    private final int columns;
    private final boolean colours;
    private int drawn;

    private Screen(PrintStream out, int columns, boolean colours) {
        this.out = out;
        this.columns = columns;
        this.colours = colours;
    }

    static Screen plain(PrintStream out) {
        return new Screen(out, Integer.MAX_VALUE, false);
    }

    /** @param columns the terminal's width; longer lines would break the redrawing */
    static Screen terminal(PrintStream out, int columns, boolean colours) {
        return new Screen(out, columns, colours);
    }

    boolean isTerminal() {
        return columns != Integer.MAX_VALUE;
    }

    /** How wide text that is wrapped may be. */
    int columns() {
        return isTerminal() ? columns : USUAL_COLUMNS;
    }

    /** A line that stays. */
    synchronized void say(String line) {
        out.println(line);
        out.flush();
        drawn = 0;
    }

    /** Lines that replace those drawn before, if nothing was said since. */
    synchronized void draw(List<Line> lines) {
        if (drawn > 0) {
            out.printf(UP_AND_CLEAR, drawn);
        }
        lines.forEach(line -> out.println(line.on(columns, colours)));
        out.flush();
        drawn = lines.size();
    }

    /** A line that stays, in its colour and as long as it is. */
    void say(Line line) {
        say(line.on(Integer.MAX_VALUE, colours));
    }

    /** A line and its colour, cut to the terminal's width. */
    record Line(String text, Colour colour) {
        static Line of(String text) {
            return new Line(text, Colour.NONE);
        }

        String on(int columns, boolean colours) {
            String cut = text.length() <= columns ? text : text.substring(0, columns - 1) + "…";
            return colours ? colour.paint(cut) : cut;
        }
    }

    enum Colour {
        NONE(""), GREEN("32"), RED("31"), CYAN("36"), YELLOW("33"), GREY("90");

        private final String code;

        Colour(String code) {
            this.code = code;
        }

        String paint(String text) {
            return code.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
        }
    }
}
