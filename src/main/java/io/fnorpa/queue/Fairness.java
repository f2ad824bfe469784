package io.fnorpa.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Deals this instance's free places out among the lanes that have something due. */
@ApplicationScoped
@Named("fairness")
public class Fairness {

    private final Workers workers;
    private volatile boolean cut;

    Fairness(Workers workers) {
        this.workers = workers;
    }

    /**
     * The most that the next lane may claim.
     *
     * @param lanes lanes with due jobs in this round
     * @param asked how many of them were asked before
     * @return free places divided by the lanes that are left, rounded up; 0 when no place is free
     */
    public int share(@ExchangeProperty(Exchange.SPLIT_SIZE) int lanes, @ExchangeProperty(Exchange.SPLIT_INDEX) int asked) {
        if (asked == 0) {
            cut = false;
        }
        int left = Math.max(1, lanes - asked);
        return (workers.free() + left - 1) / left;
    }

    /** What the lane that was asked last has claimed. One that took its whole share may have more that is due. */
    public void claimed(@Body List<?> jobs, @ExchangeProperty("share") int share) {
        cut = cut || jobs.size() >= share;
    }

    /** Whether places are left that a lane of this round may fill: another round is worth it. Each round that says so has claimed something. */
    public boolean isMoreLeft() {
        return cut && workers.free() > 0;
    }
}
