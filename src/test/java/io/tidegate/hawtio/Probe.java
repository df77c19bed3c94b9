package io.tidegate.hawtio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that somebody may try at Jolokia.
 *
 * @param tried in words
 * @param headers PORT in them is the console's; an Origin of null sends none
 * @param answer the status, and for what was let in those of the answers inside
 */
record Probe(String tried, String method, String path, Map<String, String> headers, String body, String answer) {
    private static final Pattern STATUS = Pattern.compile("\"status\":(\\d{3})");
    private static final String OWN = "http://127.0.0.1:PORT";

    /** A question from Hawtio's own page. */
    static Probe ask(String tried, String answer, String body) {
        return new Probe(
                tried,
                "POST",
                "/hawtio/jolokia/",
                Map.of("Host", "127.0.0.1:PORT", "Origin", OWN, "Content-Type", "application/json"),
                body,
                answer);
    }

    /** The execution of an operation from there, without arguments. */
    static Probe exec(String tried, String answer, String bean, String operation) {
        return ask(tried, answer, "{\"type\":\"exec\",\"mbean\":\"" + bean + "\",\"operation\":\"" + operation + "\"}");
    }

    /** An attribute read from there. */
    static Probe read(String tried, String answer, String bean, String attribute) {
        return ask(tried, answer, "{\"type\":\"read\",\"mbean\":\"" + bean + "\",\"attribute\":\"" + attribute + "\"}");
    }

    /** A harmless question from somewhere else, as these headers say; an empty one is not sent. */
    static Probe sent(String tried, String answer, String... headers) {
        Probe own = ask(tried, answer, "{\"type\":\"version\"}");
        Map<String, String> all = new LinkedHashMap<>(own.headers);
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new Probe(tried, own.method, own.path, all, own.body, answer);
    }

    /** The same by another method at another path, without a body. */
    Probe by(String otherMethod, String otherPath) {
        return new Probe(tried, otherMethod, otherPath, headers, "", answer);
    }

    /** The whole answer, head and body. */
    String send(int port, String... more) {
        List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1"));
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                lines.add(name + ": " + value.replace("PORT", Integer.toString(port)));
            }
        });
        lines.addAll(List.of(more));
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        lines.add("Content-Length: " + content.length);
        lines.add("Connection: close\r\n\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
            out.write(content);
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came back, in the words of {@link #answer}. */
    static String told(String response) {
        String status = response.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
        List<String> inside = new ArrayList<>();
        Matcher found = STATUS.matcher(response);
        while (found.find()) {
            inside.add(found.group(1));
        }
        return inside.isEmpty() ? status : status + " (" + String.join(", ", inside) + ")";
    }
}
