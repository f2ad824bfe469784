package io.fnorpa.flow.runtime;

/**
 * Something that is wrong in an FNO's folder.
 *
 * @param file   relative to the folder of all flows: {@code octotel/fno.yaml}
 * @param line   counted from 1; 0 where there is none
 * @param reason what is wrong, and what would be right
 */
public record FlowProblem(String file, int line, String reason) {

    /** {@code octotel/octotel-login.kamelet.yaml:12: …} */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + reason;
    }
}
