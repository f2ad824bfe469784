package io.fnorpa.flow.runtime;

/**
 * Something that is wrong in an FNO's folder.
 *
 * @param file   relative to the folder of all flows: {@code octotel/fno.yaml}
 * @param line   counted from 1; 0 where there is none
 * @param column counted from 1; 0 where only the line is known
 * @param reason what is wrong, and what would be right
 */
public record FlowProblem(String file, int line, int column, String reason) {

    /** Of a file as a whole. */
    static FlowProblem of(String file, String reason) {
        return at(file, FlowPlace.NONE, reason);
    }

    static FlowProblem at(String file, FlowPlace place, String reason) {
        return new FlowProblem(file, place.line(), place.column(), reason);
    }

    /** {@code octotel/octotel-login.kamelet.yaml:12:9: …}, as compilers write it, so that editors find the place. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line + (column > 0 ? ":" + column : "") : "") + ": " + reason;
    }
}
