package io.fnorpa.browser.service.firefox;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is concluded from how long clicks take. That Firefox's own are prompt is seen of the image, in {@code BrowserImageIT}. */
class PromptnessTest {

    private static final long DELAY_MILLIS = 60;
    private static final int NEVER = Integer.MAX_VALUE;

    private int clicks;

    @Test
    void answersAreDelayedWhereEachClickIs() {
        assertThat(Promptness.of(pageWhoseClicksAreDelayedUntil(NEVER))).isFalse();
        assertThat(clicks).isGreaterThan(3);
    }

    @Test
    void oneClickThatIsNotIsProof() {
        assertThat(Promptness.of(pageWhoseClicksAreDelayedUntil(4))).isTrue();
        assertThat(clicks).as("nothing is measured after that").isLessThan(15);
    }

    private Page pageWhoseClicksAreDelayedUntil(int prompt) {
        Mouse mouse = proxy(Mouse.class, name -> {
            if (name.equals("click") && ++clicks < prompt) {
                TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
            }
            return null;
        });
        return proxy(Page.class, name -> name.equals("mouse") ? mouse : null);
    }

    private interface Answer {
        Object to(String method) throws InterruptedException;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer.to(method.getName())));
    }
}
