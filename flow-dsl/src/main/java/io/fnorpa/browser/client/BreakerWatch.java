package io.fnorpa.browser.client;

/** Is told what a {@link BrowserBreaker} does, for metrics and logs. Its methods return soon and throw nothing. */
public interface BreakerWatch {

    /** Of a breaker that nobody watches. */
    BreakerWatch NOBODY = new BreakerWatch() {};

    /** A browser service failed, whatever state the breaker is in. */
    default void failed(FailureKind kind) {}

    /** A call was refused. */
    default void refused() {}

    /** It opened, also again after a probe that failed. */
    default void opened(BreakerState state) {}

    /** A probe went well. */
    default void closed() {}
}
