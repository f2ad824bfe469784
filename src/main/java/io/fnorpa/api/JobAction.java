package io.fnorpa.api;

import io.fnorpa.database.TextColumn;
import java.util.HashMap;
import java.util.Map;

/**
 * What a person wants done with a job.
 *
 * @param id        the job
 * @param caller    who wants it
 * @param note      why; null where none was given
 * @param confirmed retry: the person has seen in the portal that the action was not done
 * @param state     settle: the state that the job gets; else null
 * @param result    settle: result fields as JSON; null to leave those that are there
 * @param attempts  retry: how many more
 */
public record JobAction(long id, String caller, String note, boolean confirmed, String state, String result, int attempts) {

    /** The parameters of the statements of one job. */
    public Map<String, Object> getRow() {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("caller", TextColumn.PERSON.fit(caller));
        row.put("why", TextColumn.MESSAGE.fit(summary()));
        row.put("confirmed", confirmed ? 1 : 0);
        row.put("state", state);
        row.put("result", result);
        row.put("attempts", attempts);
        return row;
    }

    public boolean hasResult() {
        return result != null;
    }

    /** {@code by Ada: customer called} */
    String summary() {
        return "by " + caller + (note == null ? "" : ": " + note);
    }
}
