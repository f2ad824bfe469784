package io.fnorpa.browser.service.settings;

/**
 * How the heap is shared out, so that no set of calls within the bounds of each can use it up. About a quarter of a heap of
 * 192 MB (the image's) is what the service itself lives on; the shares below leave room for what a command's answer needs on
 * its way from the browser.
 *
 * @param most its greatest size in bytes
 */
public record Heap(long most) {

    /** Bytes of heap that a byte of a request's body takes: as it came, as a tree, as a file, as a message to the browser. */
    public static final int COPIES_OF_A_BODY = 6;
    private static final int BYTES_OF_A_CHARACTER = 2;

    public static Heap ofThisProcess() {
        return new Heap(Runtime.getRuntime().maxMemory());
    }

    /** Bytes for all the requests' bodies that are under way, copies included. */
    public long forBodies() {
        return most / 3;
    }

    /** The largest body that fits. */
    public long largestBody() {
        return forBodies() / COPIES_OF_A_BODY;
    }

    /** Characters of all answers that are under way. */
    public long answeredCharacters() {
        return most / 8 / BYTES_OF_A_CHARACTER;
    }

    /** Characters of the answers that each of so many sessions remembers. */
    public long rememberedCharacters(int sessions) {
        return most / 8 / BYTES_OF_A_CHARACTER / sessions;
    }
}
