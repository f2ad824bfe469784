package io.fnorpa.flow.runtime;

import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * A place in a file.
 *
 * @param line   counted from 1; 0 where there is none
 * @param column counted from 1; 0 where only the line is known
 */
record FlowPlace(int line, int column) {

    static final FlowPlace NONE = new FlowPlace(0, 0);

    static FlowPlace of(Mark mark) {
        return new FlowPlace(mark.getLine() + 1, mark.getColumn() + 1);
    }

    boolean isKnown() {
        return line > 0;
    }
}
