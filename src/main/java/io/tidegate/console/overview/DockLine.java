package io.tidegate.console.overview;

import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dock.
 *
 * @param provider its name for people
 * @param stored records by type
 * @param budget the one of its budgets that is nearest to its end; null when it has none yet
 */
public record DockLine(
        Dock dock,
        String provider,
        DockHealth health,
        List<TypeCount> stored,
        @Nullable BudgetLine budget) {

    private static final int MOST_REASON_CHARACTERS = 300;

    /** The live records of a type. */
    public record TypeCount(String type, long count) {
        /** The type as people call it. */
        public String text() {
            return type.replace('_', ' ');
        }
    }

    public Tone tone() {
        return Tone.of(health);
    }

    /** What needs someone is first: 0 to 2. */
    int urgency() {
        return switch (tone()) {
            case BAD -> 0;
            case WARN -> 1;
            default -> 2;
        };
    }

    /** Whether a person has to do something, or runs have failed so often that one should look. */
    public boolean needsYou() {
        return health.severity() == DockHealth.Severity.BAD || health.word() == DockHealth.Word.PROVIDER_NOT_LOADED;
    }

    /** Whether it is not as it should be, and nobody has to do anything about it. */
    public boolean isBehind() {
        return tone() == Tone.WARN && !needsYou();
    }

    public long records() {
        return stored.stream().mapToLong(TypeCount::count).sum();
    }

    public @Nullable Instant lastSync() {
        return dock.condition().lastSync();
    }

    /** When it is synced next; null when that waits for a person, or goes on right now. */
    public @Nullable Instant nextSync() {
        return health.running() ? null : dock.nextSync();
    }

    /** Why it is as it is; empty when all is well, for then the word says it. */
    public String reason() {
        return health.word() == DockHealth.Word.ON_TIME && dock.schedule().slowed() == null
                ? ""
                : Words.shortened(health.reason(), MOST_REASON_CHARACTERS);
    }

    /** "every 60 s", or "by 0 0 * * * ?". */
    public String plan() {
        String cron = dock.schedule().cron();
        return cron == null ? "every " + Words.span(dock.schedule().pace().current()) : "by " + cron;
    }

    /** How old its data is; null while it has none, or when it is paused. */
    @Nullable Duration lag(Instant now) {
        Instant last = lastSync();
        return last == null || !dock.schedule().enabled() ? null : Duration.between(last, now);
    }

    /** Whether it goes on when it is resumed. */
    public boolean isResumable() {
        return switch (health.word()) {
            case PAUSED, ACTION_REQUIRED -> true;
            default -> false;
        };
    }
}
