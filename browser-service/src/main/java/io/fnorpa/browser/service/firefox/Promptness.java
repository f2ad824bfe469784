package io.fnorpa.browser.service.firefox;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Whether Firefox's answers come at once, as measured. A mouse click is three commands that the driver sends together,
 * a mouse move is one; where the second of two answers waits for the acknowledgement of the first, each click takes 40 ms
 * more (RFC 896 meets Linux' delayed acknowledgement). One click that does not is proof, so that a machine that is busy
 * for a while is no delay.
 */
final class Promptness {

    private static final int MOVES = 3;
    private static final int CLICKS = 15;
    private static final Duration DELAYED = Duration.ofMillis(30);

    private Promptness() {}

    /** @param page on which a click does nothing */
    static boolean of(Page page) {
        long move = IntStream.rangeClosed(1, MOVES).mapToLong(x -> time(at -> page.mouse().move(at, 1), x)).min().orElseThrow();
        return IntStream.rangeClosed(1, CLICKS).anyMatch(x -> time(at -> page.mouse().click(at, 1), x) - move < DELAYED.toNanos());
    }

    private static long time(IntConsumer command, int x) {
        long begin = System.nanoTime();
        command.accept(x);
        return System.nanoTime() - begin;
    }
}
