package io.fnorpa.queue;

import io.fnorpa.browsers.BrowserSupply;
import io.fnorpa.browsers.InstanceBreaker;
import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.concurrent.atomic.AtomicInteger;

/** The places for jobs in this instance: {@code rpa.max-workers} of them. A place is taken by a claim. */
@ApplicationScoped
@Named("workers")
public class Workers {

    private final int places;
    private final InstanceBreaker breaker;
    private final BrowserSupply browsers;
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean closed;

    Workers(PlatformConfig config, InstanceBreaker breaker, BrowserSupply browsers) {
        this.places = config.maxWorkers();
        this.breaker = breaker;
        this.browsers = browsers;
    }

    public int places() {
        return places;
    }

    /**
     * How many more jobs may be claimed; 0 while this instance is ending. While its browser services fail: 0, or 1 to
     * find out whether they work again. While none can be had: 0.
     */
    public int free() {
        return closed ? 0 : browsers.room(breaker.room(Math.max(0, places - taken.get())));
    }

    public void take() {
        taken.incrementAndGet();
    }

    public void giveBack() {
        taken.decrementAndGet();
    }

    /** No more claims: this instance is ending. */
    public void close() {
        closed = true;
    }
}
