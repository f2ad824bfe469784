package io.fnorpa.browser.service.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.service.command.KeptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerLogTest {

    private static final String MILLION = "x".repeat(1_000_000);

    private final AnswerLog log = new AnswerLog(64_000_000, 100);

    @Test
    void keepsTheLastThousandAnswers() {
        for (int i = 0; i <= AnswerLog.MOST; i++) {
            answer("c-" + i, result("short", null));
        }

        assertThat(isKnown("c-1")).isTrue();
        assertThat(isKnown("c-0")).isFalse();
    }

    static List<CommandResult> keepsFewerIfTheyAreLarge() {
        return List.of(result(MILLION, null), result(null, MILLION), result(List.of(Map.of("Service", MILLION)), null),
                new CommandResult("x", CommandType.CLICK, 1, MILLION, null, null, null, null));
    }

    @ParameterizedTest
    @MethodSource
    void keepsFewerIfTheyAreLarge(CommandResult large) {
        for (int i = 0; i < 70; i++) {
            answer("c-" + i, large);
        }
        assertThat(isKnown("c-69")).isTrue();
        assertThat(isKnown("c-3")).isFalse();
    }

    @Test
    void keepsThePromiseOfWhatIsStillBeingDone() {
        log.knownOr("c-under-way", new CompletableFuture<>());
        for (int i = 0; i < 2 * AnswerLog.MOST; i++) {
            answer("c-" + i, result("short", null));
        }

        assertThat(isKnown("c-under-way")).isTrue();
    }

    @Test
    void keepsTheNewestFilesAndKnowsTheIdsOfTheOthers(@TempDir Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            files.add(Files.write(folder.resolve("f-" + i), new byte[50]));
            answer("c-" + i, result(new KeptFile(files.get(i), 50), null));
        }
        answer("c-large", result("x".repeat(64_000_001), null));
        answer("c-last", result("short", null));

        assertThat(files.get(0)).doesNotExist();
        assertThat(files.subList(1, 3)).allSatisfy(file -> assertThat(file).exists());
        assertThatThrownBy(() -> log.knownOr("c-0", new CompletableFuture<>()).join()).hasMessageContaining("not kept any more");
        assertThat(isKnown("c-1")).isTrue();
        assertThat(isKnown("c-large")).isFalse();
    }

    private void answer(String id, CommandResult result) {
        CompletableFuture<CommandResult> promise = new CompletableFuture<>();
        assertThat(log.knownOr(id, promise)).isNull();
        promise.complete(result);
    }

    private boolean isKnown(String id) {
        boolean isKnown = log.knownOr(id, new CompletableFuture<>()) != null;
        if (!isKnown) {
            log.forget(id);
        }
        return isKnown;
    }

    private static CommandResult result(Object value, String file) {
        return new CommandResult("x", CommandType.EXTRACT, 1, "http://x/", value, null, null, file);
    }
}
