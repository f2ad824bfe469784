package io.fnorpa.browser.service.session;

import io.fnorpa.browser.CommandResult;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The first answer to each command id of a session, or the promise of one that is still being worked on, so that a
 * command that is sent again does nothing again. Old answers are dropped beyond {@value #MOST}, or when their files
 * come to more than {@value #MOST_CHARACTERS} characters.
 */
final class AnswerLog {

    static final int MOST = 1000;
    static final long MOST_CHARACTERS = 64_000_000;

    private final Map<String, CompletableFuture<CommandResult>> answers = new LinkedHashMap<>();

    /** The answer of an id that is known, or null: then {@code promise} is now the answer to be. */
    synchronized CompletableFuture<CommandResult> knownOr(String id, CompletableFuture<CommandResult> promise) {
        CompletableFuture<CommandResult> known = answers.putIfAbsent(id, promise);
        if (known == null) {
            trim();
        }
        return known;
    }

    /** A command that was not even begun: the same id may come again. */
    synchronized void forget(String id) {
        answers.remove(id);
    }

    private void trim() {
        Iterator<CompletableFuture<CommandResult>> oldest = answers.values().iterator();
        long characters = answers.values().stream().mapToLong(AnswerLog::size).sum();
        int count = answers.size();
        while (oldest.hasNext() && (count > MOST || characters > MOST_CHARACTERS)) {
            CompletableFuture<CommandResult> answer = oldest.next();
            if (answer.isDone()) {
                characters -= size(answer);
                count--;
                oldest.remove();
            }
        }
    }

    private static long size(CompletableFuture<CommandResult> answer) {
        if (!answer.isDone() || answer.isCompletedExceptionally()) {
            return 0;
        }
        CommandResult result = answer.join();
        return (result.contentBase64() == null ? 0 : result.contentBase64().length())
                + (result.value() instanceof String text ? text.length() : 0);
    }
}
