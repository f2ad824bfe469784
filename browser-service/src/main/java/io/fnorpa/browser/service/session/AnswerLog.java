package io.fnorpa.browser.service.session;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.service.command.AnswerBounds;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The first answer to each command id of a session, or the promise of one that is still being worked on, so that a
 * command that is sent again does nothing again. Old answers are dropped beyond {@value #MOST}, or when all come to more
 * than {@value #MOST_CHARACTERS} characters.
 */
final class AnswerLog {

    static final int MOST = 1000;
    static final long MOST_CHARACTERS = 64_000_000;

    private final Map<String, Answer> answers = new LinkedHashMap<>();

    /** The answer of an id that is known, or null: then {@code promise} is now the answer to be. */
    synchronized CompletableFuture<CommandResult> knownOr(String id, CompletableFuture<CommandResult> promise) {
        Answer known = answers.putIfAbsent(id, new Answer(promise));
        if (known == null) {
            trim();
        }
        return known == null ? null : known.promise;
    }

    /** A command that was not even begun: the same id may come again. */
    synchronized void forget(String id) {
        answers.remove(id);
    }

    private void trim() {
        long characters = answers.values().stream().mapToLong(Answer::size).sum();
        Iterator<Answer> oldest = answers.values().iterator();
        int count = answers.size();
        while (oldest.hasNext() && (count > MOST || characters > MOST_CHARACTERS)) {
            Answer answer = oldest.next();
            if (answer.promise.isDone()) {
                characters -= answer.size();
                count--;
                oldest.remove();
            }
        }
    }

    /** An answer, or the promise of one, with its size once that is known. */
    private static final class Answer {

        private static final long UNKNOWN = -1;

        private final CompletableFuture<CommandResult> promise;
        private long size = UNKNOWN;

        Answer(CompletableFuture<CommandResult> promise) {
            this.promise = promise;
        }

        long size() {
            if (size == UNKNOWN && promise.isDone()) {
                size = promise.isCompletedExceptionally() ? 0 : AnswerBounds.size(promise.join());
            }
            return Math.max(size, 0);
        }
    }
}
