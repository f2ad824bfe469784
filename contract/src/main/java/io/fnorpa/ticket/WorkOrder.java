package io.fnorpa.ticket;

import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import java.time.Duration;
import java.util.Objects;

/**
 * What the orchestrator gives a worker: a job, its ticket, and how the two keep in touch. It travels as JSON, because it
 * holds the ticket's tokens, over {@link io.fnorpa.browser.WireJson} alone.
 *
 * @param job          what is to be done
 * @param ticket       with what, and whom to report to; its {@code orchestrator} is the instance that holds the attempt
 * @param lookup       whether the portal is to be asked what became of the job, and nothing changed
 * @param commandLimit limit of a command in the browser that its flow gives none
 * @param heartbeat    the worker renews the attempt so often
 * @param silence      without a renewal for so long the orchestrator counts the worker as dead; the worker stops one heartbeat before
 */
public record WorkOrder(Job job, Ticket ticket, boolean lookup, Duration commandLimit, Duration heartbeat, Duration silence) {

    public WorkOrder {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(commandLimit, "commandLimit");
        Objects.requireNonNull(heartbeat, "heartbeat");
        Objects.requireNonNull(silence, "silence");
        Objects.requireNonNull(ticket.attemptToken(), "ticket.attemptToken");
        Objects.requireNonNull(ticket.orchestrator(), "ticket.orchestrator");
        Objects.requireNonNull(ticket.flowVersion(), "ticket.flowVersion");
        if (!job.attempt().equals(ticket.attempt())) {
            throw new IllegalArgumentException("The ticket is of " + ticket.attempt() + ", the job of " + job.attempt());
        }
        if (heartbeat.isNegative() || heartbeat.isZero() || silence.compareTo(heartbeat) <= 0) {
            throw new IllegalArgumentException("A heartbeat of " + heartbeat + " with a silence of " + silence + "; it must be shorter, and longer than nothing");
        }
    }

    public AttemptId attempt() {
        return ticket.attempt();
    }

    @Override
    public String toString() {
        return "order of " + attempt();
    }
}
