package io.fnorpa.browser.service;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** The bytes that a request carries. */
final class SentBody implements Flow.Subscriber<ByteBuffer> {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private SentBody() {}

    /** Of publishers that give all at once, as those of texts and arrays do. */
    static byte[] of(HttpRequest request) {
        SentBody body = new SentBody();
        request.bodyPublisher().ifPresent(publisher -> publisher.subscribe(body));
        return body.bytes.toByteArray();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer some) {
        byte[] copy = new byte[some.remaining()];
        some.get(copy);
        bytes.writeBytes(copy);
    }

    @Override
    public void onError(Throwable error) {
        throw new AssertionError(error);
    }

    @Override
    public void onComplete() {
        // all is there
    }
}
