package io.fnorpa.workers;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.job.AttemptId;
import io.fnorpa.secret.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The attempts of this instance whose flows run at workers. */
@ApplicationScoped
public class RemoteRuns {

    private final Map<AttemptId, RemoteRun> open = new ConcurrentHashMap<>();

    RemoteRun open(RunningAttempt attempt) {
        return open.computeIfAbsent(attempt.getId(), id -> new RemoteRun(attempt));
    }

    Optional<RemoteRun> find(AttemptId attempt) {
        return Optional.ofNullable(open.get(attempt));
    }

    /** @param token that the caller has; one that was given back and begins again has another under the same number */
    Optional<RemoteRun> find(AttemptId attempt, Secret token) {
        return find(attempt).filter(run -> token.equals(run.attempt().getTicket().attemptToken()));
    }

    void forget(RemoteRun run) {
        open.remove(run.attempt().getId(), run);
    }

    /** How many of them are at a worker. */
    long at(URI worker) {
        return open.values().stream().filter(run -> worker.equals(run.worker())).count();
    }
}
