package io.fnorpa.flow.runtime;

import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.ticket.Ticket;

/** Runs one attempt's flow to its outcome. */
public final class FlowRunner {

    private final FlowLibrary library;

    public FlowRunner(FlowLibrary library) {
        this.library = library;
    }

    /**
     * Runs {@code direct:<fno>-<type>} in the context of the ticket's version. Blocks until the flow has ended.
     *
     * @throws io.fnorpa.flow.AttemptFencedException the attempt is not ours any more; nothing may be written for it
     */
    public Outcome run(Job job, Ticket ticket, AttemptChannel channel) {
        throw new UnsupportedOperationException("in work with " + library);
    }

    /** As {@link #run}, for {@code <fno>-<type>-lookup}: finds out what became of a job lost after its point of no return. */
    public Outcome lookup(Job job, Ticket ticket, AttemptChannel channel) {
        throw new UnsupportedOperationException("in work with " + library);
    }
}
