package io.tidegate.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server answers, and how it goes over the wire.
 *
 * @param status HTTP status, 200 to 599
 * @param headers all values by name; Content-Length is the server's
 * @param body the body as text; bytes that are no text are held as ISO-8859-1
 * @param charset how the body becomes bytes
 * @param wire whole and at once, or late, cut, stalled
 */
public record Answer(int status, Map<String, List<String>> headers, String body, Charset charset, Wire wire) {

    public Answer {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status " + status + " is no final HTTP status; 200 to 599 are allowed");
        }
        headers = Map.copyOf(headers);
    }

    /** An answer without a body. */
    public static Answer status(int status) {
        return new Answer(status, Map.of(), "", UTF_8, Wire.WHOLE);
    }

    /** A JSON body; the text is sent as it is, so it may be broken on purpose. */
    public static Answer json(int status, String body) {
        return status(status).body(body).header("Content-Type", "application/json");
    }

    /** A JSON body. */
    public static Answer json(int status, JsonNode body) {
        return json(status, body.toString());
    }

    /** A page for people, where a program expects JSON. */
    public static Answer html(int status, String body) {
        return status(status).body(body).header("Content-Type", "text/html; charset=utf-8");
    }

    /** The same answer with this text as its body. */
    public Answer body(String text) {
        return new Answer(status, headers, text, UTF_8, wire);
    }

    /** The same answer with bytes that need not be text as its body. */
    public Answer bytes(byte[] bytes) {
        return new Answer(status, headers, new String(bytes, ISO_8859_1), ISO_8859_1, wire);
    }

    /** The same answer with one more header; a name may come several times. */
    public Answer header(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, List.copyOf(values));
        return new Answer(status, more, body, charset, wire);
    }

    /** The same answer with these headers added. */
    public Answer headers(Map<String, String> added) {
        Answer answer = this;
        for (Map.Entry<String, String> header : added.entrySet()) {
            answer = answer.header(header.getKey(), header.getValue());
        }
        return answer;
    }

    /** The same answer, sent only after a while. */
    public Answer after(Duration delay) {
        return new Answer(status, headers, body, charset, new Wire(delay, wire.stop(), wire.stopAfter()));
    }

    /** The same answer whose connection ends after so many bytes of a body that was announced to be longer. */
    public Answer cutAfter(int bytes) {
        return new Answer(status, headers, body, charset, new Wire(wire.delay(), Wire.Stop.CUT, bytes));
    }

    /** The same answer that sends so many bytes of its body and then nothing more until the server closes. */
    public Answer stallAfter(int bytes) {
        return new Answer(status, headers, body, charset, new Wire(wire.delay(), Wire.Stop.STALL, bytes));
    }

    byte[] toBytes() {
        return body.getBytes(charset);
    }

    /**
     * How an answer goes over the wire.
     *
     * @param delay before anything is sent
     * @param stop what happens in the middle of the body
     * @param stopAfter bytes of the body that are sent before that
     */
    public record Wire(Duration delay, Stop stop, int stopAfter) {

        static final Wire WHOLE = new Wire(Duration.ZERO, Stop.NEVER, 0);

        public Wire {
            if (delay.isNegative() || stopAfter < 0) {
                throw new IllegalArgumentException("delay and bytes cannot be negative");
            }
        }

        /** What ends a body early. */
        public enum Stop {
            NEVER,
            CUT,
            STALL
        }
    }
}
