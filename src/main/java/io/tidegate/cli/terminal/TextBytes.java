package io.tidegate.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Takes UTF-8 and writes it as text; a character may come in parts. */
final class TextBytes extends OutputStream {
    private static final int ROOM = 8_192;

    private final PrintWriter out;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer waiting = ByteBuffer.allocate(ROOM);
    private final CharBuffer text = CharBuffer.allocate(ROOM);

    TextBytes(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void write(int each) throws IOException {
        write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            int some = Math.min(waiting.remaining(), offset + length - at);
            waiting.put(from, at, some);
            at += some;
            waiting.flip();
            decoder.decode(waiting, text, false);
            waiting.compact();
            text.flip();
            out.append(text);
            text.clear();
        }
        if (out.checkError()) {
            throw new IOException("nobody reads it any more");
        }
    }

    @Override
    public void flush() {
        out.flush();
    }
}
