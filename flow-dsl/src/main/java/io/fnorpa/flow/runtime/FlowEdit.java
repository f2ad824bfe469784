package io.fnorpa.flow.runtime;

import java.util.List;
import java.util.Optional;

/**
 * What became of a changed folder.
 *
 * @param fno      its name
 * @param kind     what it is now
 * @param context  TAKEN, RESTORED: the version that the folder holds; else null
 * @param problems REFUSED: what is wrong; else empty
 */
public record FlowEdit(String fno, Kind kind, FlowContext context, List<FlowProblem> problems) {

    public enum Kind {
        /** It holds another version than before, and that is good. */
        TAKEN,
        /** What was wrong with it was taken back: it holds the version of before. */
        RESTORED,
        /** It has faults; the version of before, if there was one, goes on. */
        REFUSED,
        /** It is not there any more. */
        GONE
    }

    static FlowEdit taken(FlowContext context) {
        return new FlowEdit(context.settings().fno(), Kind.TAKEN, context, List.of());
    }

    static FlowEdit restored(FlowContext context) {
        return new FlowEdit(context.settings().fno(), Kind.RESTORED, context, List.of());
    }

    static FlowEdit refused(String fno, List<FlowProblem> problems) {
        return new FlowEdit(fno, Kind.REFUSED, null, problems);
    }

    static FlowEdit gone(String fno) {
        return new FlowEdit(fno, Kind.GONE, null, List.of());
    }

    /** For routes. */
    public boolean isTaken() {
        return kind == Kind.TAKEN;
    }

    public Optional<FlowContext> version() {
        return Optional.ofNullable(context);
    }
}
