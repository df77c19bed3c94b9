package io.tidegate.testing;

import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import io.tidegate.simulator.Quota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers what each caller was told about its limit, and who asked all the same. A window is forbidden from an answer
 * with Retry-After, or with no more remaining than the reserve, until the instant that answer named.
 */
public final class ForbiddenWindows {

    private final Map<String, Instant> until = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private int reserve;

    /** A request inside a forbidden window. */
    public record Violation(Asked request, Instant forbiddenUntil) {}

    static String caller(Asked asked) {
        String authorization = asked.header("Authorization");
        return authorization == null ? "" : authorization;
    }

    synchronized List<Violation> violations() {
        return List.copyOf(violations);
    }

    synchronized void reserve(int requests) {
        reserve = requests;
    }

    synchronized void check(Asked asked, Instant now) {
        Instant end = until.get(caller(asked));
        if (end != null && now.isBefore(end)) {
            violations.add(new Violation(asked, end));
        }
    }

    synchronized void note(Asked asked, Quota.Reading reading) {
        if (reading.remaining() <= reserve) {
            forbid(asked, reading.resetsAt());
        }
    }

    synchronized void note(Asked asked, Answer answer, Instant now) {
        answer.headers().forEach((name, values) -> {
            if (name.equalsIgnoreCase("retry-after") && values.get(0).matches("\\d+")) {
                forbid(asked, now.plusSeconds(Long.parseLong(values.get(0))));
            }
        });
    }

    private void forbid(Asked asked, Instant end) {
        until.merge(caller(asked), end, (before, after) -> after.isAfter(before) ? after : before);
    }
}
