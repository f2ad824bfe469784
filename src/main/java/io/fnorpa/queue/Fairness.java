package io.fnorpa.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Header;

/** Deals this instance's free places out among the lanes that have something due. */
@ApplicationScoped
@Named("fairness")
public class Fairness {

    private final Workers workers;

    Fairness(Workers workers) {
        this.workers = workers;
    }

    /**
     * The most that the next lane may claim.
     *
     * @param lanesLeft lanes with due jobs that were not asked yet in this round, this one included
     * @return free places divided by the lanes that are left, rounded up; 0 when no place is free
     */
    public int share(@Header("lanesLeft") int lanesLeft) {
        int free = workers.free();
        return (free + lanesLeft - 1) / Math.max(1, lanesLeft);
    }
}
