package io.fnorpa.browser.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.client.BreakerState.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.threeten.extra.MutableClock;

/** The plan's figures: 5 failures in a row open it, 60 s later one browser service is tried. */
class BrowserBreakerTest {

    private static final int FAILURES = 5;
    private static final Duration REST = Duration.ofSeconds(60);

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-03-31T06:00:00Z"), ZoneOffset.UTC);
    private final List<String> seen = new ArrayList<>();
    private final BrowserBreaker breaker = new BrowserBreaker(FAILURES, REST, clock, new BreakerWatch() {
        @Override
        public void failed(FailureKind kind) {
            seen.add(kind.code());
        }

        @Override
        public void refused() {
            seen.add("refused");
        }

        @Override
        public void opened(BreakerState state) {
            seen.add("opened");
        }

        @Override
        public void closed() {
            seen.add("closed");
        }
    });

    @Test
    void fiveBrowserServicesInARowOpenIt() {
        for (int i = 1; i < FAILURES; i++) {
            fail(begun());
            assertThat(status()).isEqualTo(Status.CLOSED);
            assertThat(breaker.state().failuresInARow()).isEqualTo(i);
        }
        fail(begun());

        BreakerState state = breaker.state();
        assertThat(state.status()).isEqualTo(Status.OPEN);
        assertThat(state.retryAt()).isEqualTo(clock.instant().plus(REST));
        assertThat(state.reason()).isEqualTo("browser services are failing: 5 in a row, the last: it is gone");
        assertThat(breaker.room(4)).isZero();
        assertThat(seen).containsExactly("connection", "connection", "connection", "connection", "connection", "opened");
    }

    @Test
    void oneThatGoesWellBeginsTheCountAnew() {
        failures(FAILURES - 1);
        succeed(begun());
        failures(FAILURES - 1);

        assertThat(status()).isEqualTo(Status.CLOSED);
        assertThat(breaker.room(4)).isEqualTo(4);
        assertThat(breaker.state().reason()).isNull();
    }

    @Test
    void aBrowserServiceIsCountedOnceHoweverManyCallsFailOnIt() {
        BrowserUse use = begun();
        for (int i = 0; i < 2 * FAILURES; i++) {
            fail(use);
        }
        use.end();

        assertThat(breaker.state().failuresInARow()).isEqualTo(1);
        assertThat(seen).containsExactly("connection");
    }

    @Test
    void callsThatWentWellBeforeDoNotSaveAServiceThatFailsInMidJob() {
        for (int i = 0; i < FAILURES; i++) {
            BrowserUse use = begun();
            use.watch(() -> "opened");
            use.watch(() -> "clicked");
            fail(use);
        }

        assertThat(status()).isEqualTo(Status.OPEN);
    }

    @Test
    void whileItIsOpenNothingIsSentAndTheRefusalSaysWhenItIsTriedAgain() {
        open();
        Instant retryAt = clock.instant().plus(REST);
        clock.add(REST.minusSeconds(1));

        BrowserBreakerOpenException refused = catchThrowableOfType(BrowserBreakerOpenException.class, () -> breaker.use().begin());

        assertThat(refused.retryAt()).isEqualTo(retryAt);
        assertThat(refused).hasMessageContaining("5 in a row").hasMessageContaining("tried again at 2026-03-31T06:01:00Z");
        assertThat(seen).endsWith("refused");
    }

    @Test
    void whoBeganBeforeGoesOn() {
        BrowserUse before = begun();
        open();

        assertThat(before.watch(() -> "clicked")).isEqualTo("clicked");
        before.begin();
        before.end();
        assertThat(status()).as("its success says nothing of new ones").isEqualTo(Status.OPEN);
    }

    @Test
    void afterTheRestOneIsTriedAndItsSuccessClosesIt() {
        open();
        passRest();
        assertThat(status()).isEqualTo(Status.HALF_OPEN);
        assertThat(breaker.room(4)).isEqualTo(1);

        BrowserUse probe = begun();
        assertThat(breaker.room(4)).isZero();
        assertThatThrownBy(() -> breaker.use().begin()).isInstanceOf(BrowserBreakerOpenException.class);
        succeed(probe);

        assertThat(status()).isEqualTo(Status.CLOSED);
        assertThat(breaker.state().failuresInARow()).isZero();
        assertThat(breaker.room(4)).isEqualTo(4);
        assertThat(seen).endsWith("refused", "closed");
        failures(FAILURES - 1);
        assertThat(status()).as("the count begins anew").isEqualTo(Status.CLOSED);
    }

    @Test
    void aProbeThatFailsOpensItForAnotherRest() {
        open();
        passRest();
        fail(begun());

        assertThat(status()).isEqualTo(Status.OPEN);
        assertThat(breaker.state().retryAt()).isEqualTo(clock.instant().plus(REST));
        passRest();
        succeed(begun());
        assertThat(status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void aProbeThatDidNotUseItsBrowserServiceLeavesItToTheNext() {
        open();
        passRest();
        begun().end();
        BrowserUse cancelled = begun();
        cancelled.watch(() -> "opened");
        cancelled.abandon();
        fail(cancelled);

        assertThat(status()).isEqualTo(Status.HALF_OPEN);
        assertThat(breaker.room(4)).isEqualTo(1);
        succeed(begun());
        assertThat(status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void whatBeganBeforeItOpenedDecidesNothingWhileOneIsTried() {
        BrowserUse good = begun();
        BrowserUse bad = begun();
        open();
        passRest();
        BrowserUse probe = begun();

        succeed(good);
        fail(bad);

        assertThat(status()).isEqualTo(Status.HALF_OPEN);
        assertThat(breaker.room(1)).isZero();
        succeed(probe);
        assertThat(status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void whatThePlatformEndedIsNotTheBrowserServicesFailure() {
        for (int i = 0; i < 2 * FAILURES; i++) {
            BrowserUse use = begun();
            use.abandon();
            fail(use);
        }

        assertThat(status()).isEqualTo(Status.CLOSED);
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = ProblemKind.class, mode = Mode.EXCLUDE, names = "BROWSER_CRASHED")
    void whatThePortalOrTheFlowCausedIsNotCounted(ProblemKind kind) {
        for (int i = 0; i < 2 * FAILURES; i++) {
            problem(begun(), kind);
        }

        assertThat(status()).isEqualTo(Status.CLOSED);
        assertThat(breaker.state().failuresInARow()).isZero();
    }

    @Test
    void anAnswerWithAProblemOfThePortalIsASuccessOfTheBrowserService() {
        open();
        passRest();
        BrowserUse probe = begun();
        problem(probe, ProblemKind.PORTAL_ERROR);
        probe.end();

        assertThat(status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void aCrashedBrowserIsCounted() {
        for (int i = 0; i < FAILURES; i++) {
            problem(begun(), ProblemKind.BROWSER_CRASHED);
        }

        assertThat(status()).isEqualTo(Status.OPEN);
        assertThat(seen).contains("crashed");
    }

    @Test
    void aThreadThatWasToldToEndIsNotCounted() {
        for (int i = 0; i < 2 * FAILURES; i++) {
            thrown(begun(), new BrowserCallInterruptedException("Interrupted", null));
        }

        assertThat(status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void otherFiguresCountFromThenOn() {
        failures(FAILURES - 1);
        breaker.configure(2, REST);

        fail(begun());
        assertThat(status()).as("counted anew").isEqualTo(Status.CLOSED);
        fail(begun());
        assertThat(status()).isEqualTo(Status.OPEN);
    }

    @Test
    void oneThatIsOpenRestsForTheNewTimeAndIsClosedByAProbeAsEver() {
        open();
        breaker.configure(FAILURES, REST.dividedBy(2));

        assertThat(status()).isEqualTo(Status.OPEN);
        assertThat(breaker.state().retryAt()).isEqualTo(clock.instant().plus(REST.dividedBy(2)));
        passRest();
        assertThat(breaker.room(4)).isEqualTo(1);
        succeed(begun());
        assertThat(status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void oneThatIsDisabledNeverOpens() {
        BrowserBreaker disabled = BrowserBreaker.disabled();
        for (int i = 0; i < 2 * FAILURES; i++) {
            BrowserUse use = disabled.use();
            use.begin();
            fail(use);
        }

        assertThat(disabled.room(4)).isEqualTo(4);
    }

    private BrowserUse begun() {
        BrowserUse use = breaker.use();
        use.begin();
        return use;
    }

    private void open() {
        failures(FAILURES);
        assertThat(status()).isEqualTo(Status.OPEN);
    }

    private void failures(int count) {
        for (int i = 0; i < count; i++) {
            fail(begun());
        }
    }

    private void passRest() {
        clock.add(REST.plusMillis(1));
    }

    private static void succeed(BrowserUse use) {
        use.watch(() -> "done");
        use.end();
    }

    private static void fail(BrowserUse use) {
        thrown(use, new BrowserServiceConnectionException("it is gone", null));
    }

    private static void problem(BrowserUse use, ProblemKind kind) {
        thrown(use, BrowserException.of(Problem.of(kind, "what happened")));
    }

    private static void thrown(BrowserUse use, RuntimeException failure) {
        assertThatThrownBy(() -> use.watch(() -> {
            throw failure;
        })).isSameAs(failure);
    }

    private Status status() {
        return breaker.state().status();
    }
}
