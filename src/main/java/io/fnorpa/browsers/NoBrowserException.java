package io.fnorpa.browsers;

/** Nobody could give the attempt a browser in time. It has done nothing, so that it goes back to the queue unspent. */
public final class NoBrowserException extends BrowserNotReadyException {

    private static final long serialVersionUID = 1L;

    public NoBrowserException(String message) {
        super(message);
    }
}
