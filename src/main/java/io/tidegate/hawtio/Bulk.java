package io.tidegate.hawtio;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What several questions sent at once may still take together: few bytes asked could be gigabytes answered. */
final class Bulk {
    private static final Set<String> ONCE = Set.of("list", "search");

    private final Set<String> asked = new HashSet<>();
    private final int most;
    private long answered;

    /** @param most characters of all answers; the one that passes it is the last */
    Bulk(int most) {
        this.most = most;
    }

    /** Why a question of a type is not put any more; null when it is. */
    @Nullable String refusal(String type) {
        if (answered > most) {
            return "What was asked at once has more than " + most / 1024 / 1024
                    + " MiB of answers: ask again for less.";
        }
        return ONCE.contains(type) && !asked.add(type) ? "Ask to " + type + " once at a time." : null;
    }

    String counted(String answer) {
        answered += answer.length();
        return answer;
    }
}
