package io.tidegate.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** What nobody should send. */
final class Hostile {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "'; drop table docks; --",
            "' or '1'='1",
            "<script>alert(1)</script>",
            "a\r\nSet-Cookie: session=1",
            "\0",
            "a\0b",
            "\uD800",
            "\uDC00\uD800",
            "😀",
            "\u202Etxt.exe",
            "\uFFFE\uFFFF",
            "%00",
            "%",
            "_",
            "\\",
            "../../etc/passwd",
            "{{7*7}}",
            "${jndi:ldap://127.0.0.1/a}",
            "{dock.token}",
            "=1+1",
            "x".repeat(501),
            "y".repeat(100_000),
            "-1",
            "0",
            "1",
            "60",
            "9".repeat(18),
            "9".repeat(19),
            "9".repeat(400),
            "1e999",
            "0x10",
            "NaN",
            "null",
            "true",
            "٣",
            "2026-03-01T12:00:00Z",
            "2026-13-45T99:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "-0044-03-15T12:00:00Z",
            "2026-03-01T12:00:00Z_1",
            "1_a",
            "_",
            "docks:read",
            "owner",
            "digitalocean",
            "servers",
            "0 0 * * * ?",
            "* * *",
            "a@b.example",
            "@",
            "a@b@c",
            "all");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "1e400",
            "-1e-400",
            "9223372036854775807",
            "9223372036854775808",
            "9".repeat(1_100),
            "[]",
            "{}",
            "[null]",
            "[[[]]]",
            "{\"a\":null}",
            "{\"a\":{\"b\":1}}",
            "{\"token\":null}",
            "[\"servers\",\"servers\"]",
            "{\"\":\"\"}",
            "[" + "1,".repeat(5_000) + "1]");

    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "\"a\"",
            "7",
            "{",
            "{}",
            "{}{}",
            "{} x",
            "{'name':'a'}",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "{\"secrets\":{\"token\":\"a\",\"token\":\"b\"}}",
            "{\"unknown\":1}",
            "{\"naem\":\"a\"}",
            "{\"__proto__\":{\"a\":1}}",
            "{\"name\":\"\\uD800\"}",
            "{\"name\":\"\\u0000\"}",
            "[".repeat(100_000),
            "{\"a\":".repeat(5_000),
            "{\"name\":" + "[".repeat(60) + "]".repeat(60) + "}",
            "{\"name\":\"" + "n".repeat(2_000_000) + "\"}",
            "/* no */ {}",
            "<a/>",
            "a=b&c=d");

    private final Random random;

    Hostile(Random random) {
        this.random = random;
    }

    String text() {
        return one(TEXTS);
    }

    /** A JSON value of whatever type. */
    String value() {
        return chance(50) ? quoted(text()) : one(VALUES);
    }

    /** A body that has little to do with what is asked for. */
    byte[] body() {
        if (chance(10)) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        } else if (chance(5)) {
            return "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_16);
        }
        return one(BODIES).getBytes(StandardCharsets.UTF_8);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** As JSON, with every character escaped that could be taken for something else. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            json.append(
                    each < ' ' || each == '"' || each == '\\' || Character.isSurrogate(each)
                            ? String.format("\\u%04x", (int) each)
                            : String.valueOf(each));
        }
        return json.append('"').toString();
    }
}
