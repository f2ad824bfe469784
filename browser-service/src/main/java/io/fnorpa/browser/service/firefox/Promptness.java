package io.fnorpa.browser.service.firefox;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Whether Firefox's answers come at once, as measured. A mouse click is three commands that the driver sends together,
 * a mouse move is one; where the second of two answers waits for the acknowledgement of the first, the click takes 40 ms
 * more (RFC 896 meets Linux' delayed acknowledgement). The quickest of a few counts, so that a busy machine is no delay.
 */
final class Promptness {

    private static final int TRIES = 3;
    private static final Duration DELAYED = Duration.ofMillis(30);

    private Promptness() {}

    /** @param page on which a click does nothing */
    static boolean of(Page page) {
        long move = quickest(x -> page.mouse().move(x, 1));
        long click = quickest(x -> page.mouse().click(x, 1));
        return click - move < DELAYED.toNanos();
    }

    private static long quickest(IntConsumer command) {
        long quickest = Long.MAX_VALUE;
        for (int x = 1; x <= TRIES; x++) {
            long begin = System.nanoTime();
            command.accept(x);
            quickest = Math.min(quickest, System.nanoTime() - begin);
        }
        return quickest;
    }
}
