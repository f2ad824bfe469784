package io.fnorpa.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Number of a job's row in the job table; positive. */
public record JobId(@JsonValue long value) {

    @JsonCreator
    public JobId {
        if (value <= 0) {
            throw new IllegalArgumentException("A job id is a positive number, not " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
