package io.fnorpa.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One attempt at one job. Its text form, {@code job/42/attempt/1}, is the subject of the tokens that speak for it.
 *
 * @param job    the job
 * @param number 1 for the first attempt
 */
public record AttemptId(JobId job, int number) {

    private static final Pattern FORM = Pattern.compile("job/(\\d{1,18})/attempt/(\\d{1,6})");

    public AttemptId {
        if (number < 1) {
            throw new IllegalArgumentException("Attempts are counted from 1, not " + number);
        }
    }

    public static AttemptId of(long job, int number) {
        return new AttemptId(new JobId(job), number);
    }

    /** Reads {@code job/42/attempt/1}; anything else is an {@link IllegalArgumentException}. */
    public static AttemptId parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("Not an attempt: '" + text + "'; it reads like job/42/attempt/1");
        }
        return of(Long.parseLong(form.group(1)), Integer.parseInt(form.group(2)));
    }

    @Override
    public String toString() {
        return "job/" + job + "/attempt/" + number;
    }
}
