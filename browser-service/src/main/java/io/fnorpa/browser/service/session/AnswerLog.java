package io.fnorpa.browser.service.session;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.command.AnswerBounds;
import io.fnorpa.browser.service.command.KeptFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The first answer to each command id of a session, or the promise of one that is still being worked on, so that a
 * command that is sent again does nothing again. Old answers are dropped beyond {@value #MOST}, or when all come to more
 * characters than the heap has room for. Files that were answered are on disk and have a bound of their own; an id whose
 * file was dropped is still known, so that nothing is clicked twice.
 */
final class AnswerLog {

    static final int MOST = 1000;

    private final long mostCharacters;
    private final long mostFileBytes;
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    /**
     * @param mostCharacters of all answers in memory
     * @param mostFileBytes  of all files on disk
     */
    AnswerLog(long mostCharacters, long mostFileBytes) {
        this.mostCharacters = mostCharacters;
        this.mostFileBytes = mostFileBytes;
    }

    /** The answer of an id that is known, or null: then {@code promise} is now the answer to be. */
    synchronized CompletableFuture<CommandResult> knownOr(String id, CompletableFuture<CommandResult> promise) {
        Answer known = answers.putIfAbsent(id, new Answer(promise));
        if (known == null) {
            trim();
            trimFiles();
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
        while (oldest.hasNext() && (count > MOST || characters > mostCharacters)) {
            Answer answer = oldest.next();
            if (answer.promise.isDone() && (count > MOST || !answer.isOfFile())) {
                characters -= answer.size();
                count--;
                oldest.remove();
                answer.deleteFile();
            }
        }
    }

    /** The newest files stay. */
    private void trimFiles() {
        List<Answer> newest = new ArrayList<>(answers.values());
        long bytes = 0;
        for (int i = newest.size() - 1; i >= 0; i--) {
            KeptFile file = newest.get(i).file();
            bytes += file == null ? 0 : file.size();
            if (file != null && bytes > mostFileBytes) {
                newest.get(i).dropFile();
            }
        }
    }

    /** An answer, or the promise of one, with its size once that is known. */
    private static final class Answer {

        private static final long UNKNOWN = -1;

        private CompletableFuture<CommandResult> promise;
        private long size = UNKNOWN;
        private boolean isFileDropped;

        Answer(CompletableFuture<CommandResult> promise) {
            this.promise = promise;
        }

        long size() {
            if (size == UNKNOWN && promise.isDone()) {
                size = promise.isCompletedExceptionally() ? 0 : AnswerBounds.size(promise.join());
            }
            return Math.max(size, 0);
        }

        KeptFile file() {
            return promise.isDone() && !promise.isCompletedExceptionally() && promise.join().value() instanceof KeptFile file ? file : null;
        }

        boolean isOfFile() {
            return isFileDropped || file() != null;
        }

        void deleteFile() {
            if (file() != null) {
                file().delete();
            }
        }

        void dropFile() {
            String id = promise.join().id();
            deleteFile();
            isFileDropped = true;
            promise = CompletableFuture.failedFuture(ProblemException.invalid("This command was done, but its file is not kept any more: "
                    + "others came after it. To download it again, send the command with a new id").inCommand(id));
        }
    }
}
