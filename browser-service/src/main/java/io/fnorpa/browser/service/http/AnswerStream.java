package io.fnorpa.browser.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.fnorpa.browser.service.command.KeptFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An answer's JSON as it is written: short pieces in memory, and between them what is made when it is sent, a little at a
 * time: a file's Base64, a long text. So an answer takes no more heap than what it is made of.
 */
final class AnswerStream extends OutputStream {

    private static final int CHUNK = 3 * 8192;

    private final List<Supplier<InputStream>> pieces = new ArrayList<>();
    private ByteArrayOutputStream last = new ByteArrayOutputStream();

    @Override
    public void write(int one) {
        last.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        last.write(bytes, offset, length);
    }

    /** A file's bytes as Base64, without quotes. */
    void file(KeptFile file) {
        piece(() -> {
            try {
                InputStream bytes = file.open();
                return new Chunks(() -> Base64.getEncoder().encode(bytes.readNBytes(CHUNK)), bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("A file that was answered is gone", e);
            }
        });
    }

    /** A text as JSON has it, without quotes. */
    void text(String text) {
        piece(() -> new Chunks(new Chunks.Source() {
            private int next;

            @Override
            public byte[] read() {
                int end = Math.min(text.length(), next + CHUNK);
                if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                    end--;
                }
                String chunk = text.substring(next, end);
                next = end;
                return new String(JsonStringEncoder.getInstance().quoteAsString(chunk)).getBytes(UTF_8);
            }
        }, InputStream.nullInputStream()));
    }

    private void piece(Supplier<InputStream> made) {
        endPiece();
        pieces.add(made);
    }

    private void endPiece() {
        byte[] bytes = last.toByteArray();
        pieces.add(() -> new ByteArrayInputStream(bytes));
        last = new ByteArrayOutputStream();
    }

    /** All of it as bytes if it is short, else as a stream: what Camel's HTTP component takes. */
    Object body() {
        if (pieces.isEmpty()) {
            return last.toByteArray();
        }
        endPiece();
        return pieces.stream().map(Supplier::get).collect(Collectors.collectingAndThen(Collectors.toList(),
                streams -> new SequenceInputStream(Collections.enumeration(streams))));
    }
}
