package io.fnorpa.browser.service.http;

import java.io.IOException;
import java.io.InputStream;

/** A stream of pieces that are made one after the other, when they are read. */
final class Chunks extends InputStream {

    private final Source source;
    private final InputStream closed;
    private byte[] chunk = {};
    private int position;
    private boolean isOver;

    /** Where the pieces come from; an empty one is the end. */
    interface Source {
        byte[] read() throws IOException;
    }

    /** @param closed what is closed with it */
    Chunks(Source source, InputStream closed) {
        this.source = source;
        this.closed = closed;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean hasMore() throws IOException {
        if (position == chunk.length && !isOver) {
            chunk = source.read();
            position = 0;
            isOver = chunk.length == 0;
        }
        return !isOver;
    }

    @Override
    public void close() throws IOException {
        closed.close();
    }
}
