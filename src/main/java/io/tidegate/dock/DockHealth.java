package io.tidegate.dock;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a dock is, in a word and with its reason. That it runs right now is told apart, so that a word does not flap while
 * a retry is under way.
 *
 * @param word what is the matter, or that nothing is
 * @param until when that ends; null when it does not end by itself
 * @param reason in words, for people; never a secret
 * @param reasons all that is the matter, the reason of the word first
 * @param severity how bad it is, whatever the word
 * @param running whether a run is under way
 */
public record DockHealth(
        Word word, @Nullable Instant until, String reason, List<String> reasons, Severity severity, boolean running) {
    private static final int DEGRADED_INTERVALS = 2;
    private static final int UNHEALTHY_INTERVALS = 5;
    private static final int UNHEALTHY_FAILURES = 3;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ROOT);

    /** What is the matter with a dock; the first that holds counts. */
    public enum Word {
        PAUSED("Paused"),
        PROVIDER_NOT_LOADED("Provider not loaded"),
        ACTION_REQUIRED("Action required"),
        WAITING_FOR_BUDGET("Waiting for budget"),
        BACKING_OFF("Backing off"),
        TRYING_AGAIN("Trying again"),
        SYNCING("Syncing"),
        PENDING("Pending"),
        LATE("Late"),
        PARTIAL("Partial"),
        ON_TIME("On time");

        private final String text;

        Word(String text) {
            this.text = text;
        }

        /** The word as people read it. */
        public String text() {
            return text;
        }
    }

    /** Where more requests than the limit leaves would be felt sooner or later. */
    private static final Set<Word> WITHIN_BUDGET =
            EnumSet.of(Word.ON_TIME, Word.PARTIAL, Word.LATE, Word.WAITING_FOR_BUDGET);

    /** What still matters of a dock that is paused. */
    private static final Set<Word> WHILE_PAUSED =
            EnumSet.of(Word.PAUSED, Word.PROVIDER_NOT_LOADED, Word.ACTION_REQUIRED);

    /** How bad it is: {@code NONE} is pending, {@code WARN} is degraded, {@code BAD} is unhealthy. */
    public enum Severity {
        NONE,
        OK,
        WARN,
        BAD
    }

    /**
     * Judges a dock.
     *
     * @param loaded whether its provider's file is loaded
     */
    public static DockHealth of(Dock dock, boolean loaded, Instant now) {
        return of(dock, loaded, null, now);
    }

    /**
     * Judges a dock.
     *
     * @param shortfall why its budget cannot keep up with its interval; null when it can
     */
    public static DockHealth of(Dock dock, boolean loaded, @Nullable String shortfall, Instant now) {
        Dock.Condition is = dock.condition();
        List<Word> words = Arrays.stream(Word.values())
                .filter(word -> holds(word, dock, loaded, now))
                .toList();
        Word word = words.get(0);
        Instant until = switch (word) {
            case WAITING_FOR_BUDGET -> is.waitingUntil();
            case BACKING_OFF -> is.backoffUntil();
            default -> null;
        };
        List<String> reasons = new ArrayList<>();
        words.stream()
                .filter(each -> each == word || isBeside(word, each, is))
                .map(each -> reason(dock, each, now))
                .distinct()
                .forEach(reasons::add);
        String reason = reasons.get(0);
        Severity severity = severity(dock, word, now);
        if (shortfall != null && WITHIN_BUDGET.contains(word)) {
            reason = word == Word.ON_TIME ? shortfall : reason + "; " + shortfall;
            severity = severity == Severity.BAD ? severity : Severity.WARN;
            if (word == Word.ON_TIME) {
                reasons.clear();
            }
            reasons.add(shortfall);
        }
        return new DockHealth(word, until, reason, reasons, severity, runs(is));
    }

    /** Whether something is worth telling though something else counts. */
    private static boolean isBeside(Word first, Word other, Dock.Condition is) {
        return switch (other) {
            case ON_TIME, SYNCING, PENDING -> false;
            // a refusal says how the last run went
            case BACKING_OFF, TRYING_AGAIN, PARTIAL -> first != Word.PAUSED && is.stoppedAt() == null;
            default -> first != Word.PAUSED || WHILE_PAUSED.contains(other);
        };
    }

    private static boolean holds(Word word, Dock dock, boolean loaded, Instant now) {
        Dock.Condition is = dock.condition();
        return switch (word) {
            case PAUSED -> !dock.schedule().enabled();
            case PROVIDER_NOT_LOADED -> !loaded;
            case ACTION_REQUIRED -> is.stoppedAt() != null;
            case WAITING_FOR_BUDGET -> isAfter(is.waitingUntil(), now);
            case BACKING_OFF -> is.failures() > 0 && isAfter(is.backoffUntil(), now);
            case TRYING_AGAIN -> is.failures() > 0 && !isAfter(is.backoffUntil(), now);
            case SYNCING -> is.lastSync() == null && runs(is);
            case PENDING -> is.lastSync() == null && !runs(is);
            case LATE -> is.lastSync() != null && missed(dock, DEGRADED_INTERVALS, now);
            case PARTIAL -> is.error() != null && is.failures() == 0;
            case ON_TIME -> is.lastSync() != null && is.error() == null;
        };
    }

    private static String reason(Dock dock, Word word, Instant now) {
        Dock.Condition is = dock.condition();
        String error = Objects.requireNonNullElse(is.error(), "its last run failed");
        return switch (word) {
            case PAUSED -> "paused by hand; resume it to go on";
            case PROVIDER_NOT_LOADED ->
                "no file of provider " + dock.provider() + " is loaded; it goes on when there is one";
            case ACTION_REQUIRED -> error;
            case WAITING_FOR_BUDGET ->
                Objects.requireNonNullElse(is.waitingReason(), dock.provider() + " has no requests left");
            case BACKING_OFF, TRYING_AGAIN ->
                is.failures() == 1 ? error : is.failures() + " failures in a row: " + error;
            case SYNCING -> "first sync under way";
            case PENDING -> {
                Duration waits = Duration.between(dock.schedule().next(), now);
                yield waits.compareTo(dock.schedule().pace().current()) > 0
                        ? "not synced yet, and due for " + words(waits) + ": is Tidegate running?"
                        : "not synced yet";
            }
            case LATE -> {
                Instant last = Objects.requireNonNull(is.lastSync());
                String plan = dock.schedule().cron() == null
                        ? "every " + words(dock.schedule().pace().current())
                        : "by '" + dock.schedule().cron() + "'";
                yield "no success for " + words(Duration.between(last, now)) + ", planned " + plan;
            }
            case PARTIAL -> error;
            case ON_TIME -> Objects.requireNonNullElse(dock.schedule().slowed(), "every record is as fresh as planned");
        };
    }

    private static Severity severity(Dock dock, Word word, Instant now) {
        Dock.Condition is = dock.condition();
        if (word == Word.PAUSED) {
            return Severity.OK;
        } else if (word == Word.ACTION_REQUIRED
                || is.failures() >= UNHEALTHY_FAILURES
                || missed(dock, UNHEALTHY_INTERVALS, now)) {
            return Severity.BAD;
        }
        boolean degraded = word == Word.PROVIDER_NOT_LOADED
                || is.failures() > 0
                || is.error() != null
                || missed(dock, DEGRADED_INTERVALS, now);
        return degraded ? Severity.WARN : is.lastSync() == null ? Severity.NONE : Severity.OK;
    }

    /** Whether that many planned runs went by since the last success. */
    private static boolean missed(Dock dock, int runs, Instant now) {
        Instant last = dock.condition().lastSync();
        Dock.Schedule schedule = dock.schedule();
        if (last == null) {
            // its first run was planned for this instant, which moves on as soon as it is queued
            return schedule.next()
                    .plus(schedule.pace().current().multipliedBy(runs))
                    .isBefore(now);
        }
        Instant due = last.plus(schedule.pace().current().multipliedBy(runs));
        if (schedule.cron() != null) {
            CronSchedule cron = new CronSchedule(schedule.cron());
            due = last;
            for (int run = 0; run < runs; run++) {
                due = cron.next(due);
            }
        }
        return due.isBefore(now);
    }

    private static boolean runs(Dock.Condition is) {
        return is.status().equals("syncing") && is.waitingUntil() == null;
    }

    private static boolean isAfter(@Nullable Instant instant, Instant now) {
        return instant != null && instant.isAfter(now);
    }

    /** healthy, degraded, unhealthy, pending or paused. */
    public String status() {
        if (word == Word.PAUSED) {
            return "paused";
        }
        return switch (severity) {
            case NONE -> "pending";
            case OK -> "healthy";
            case WARN -> "degraded";
            case BAD -> "unhealthy";
        };
    }

    /** The word with its end, such as {@code Waiting for budget until 12:04:10}. */
    public String text(ZoneId zone, Instant now) {
        if (until == null) {
            return word.text();
        }
        ZonedDateTime end = until.atZone(zone);
        boolean today = end.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return word.text() + " until " + (today ? TIME : DAY_AND_TIME).format(end);
    }

    private static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200
                ? seconds / 60 + " min"
                : seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }
}
