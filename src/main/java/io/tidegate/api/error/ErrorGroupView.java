package io.tidegate.api.error;

import io.tidegate.monitor.ErrorGroupStore.ErrorGroup;
import io.tidegate.provider.failure.Advice;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Errors of the same cause, for programs: of one provider, kind, resource type and request.
 *
 * @param group the key of all of them, by which lists and decisions take them together
 * @param resourceType empty when it is about all of them
 * @param endpoint method and path of the request, with {id} for what is another one in each account; null where none failed
 * @param advice what a person can do
 * @param errors how many there are: one for each dock that has it
 * @param unresolved how many of them are open
 * @param occurrences how often they came, all together
 * @param retry what is done by itself
 * @param latest the one that came last
 */
public record ErrorGroupView(
        String group,
        String provider,
        String errorType,
        String resourceType,
        @Nullable String endpoint,
        String advice,
        long errors,
        long unresolved,
        long occurrences,
        long docks,
        Instant firstAt,
        Instant lastAt,
        Retry retry,
        Latest latest) {

    /**
     * What is done by itself.
     *
     * @param planned how many of the errors are tried again
     * @param nextAt when the first of these is; null when none is
     * @param nextInSeconds 0 when it is due
     */
    public record Retry(
            long planned,
            @Nullable Instant nextAt,
            @Nullable Long nextInSeconds) {}

    /**
     * An error as an example.
     *
     * @param dock the dock's name; null when it was removed since
     * @param run the last run that met it
     */
    public record Latest(
            long error,
            long dockId,
            @Nullable String dock,
            @Nullable Long run,
            String message) {}

    static ErrorGroupView of(ErrorGroup group, Instant now) {
        Instant next = group.nextRetryAt();
        return new ErrorGroupView(
                group.key(),
                group.provider(),
                group.errorType(),
                group.type(),
                group.request(),
                Advice.on(group.errorType()),
                group.errors(),
                group.unresolved(),
                group.occurrences(),
                group.docks(),
                group.firstAt(),
                group.lastAt(),
                new Retry(
                        group.planned(),
                        next,
                        next == null
                                ? null
                                : Long.valueOf(
                                        Math.max(0, Duration.between(now, next).toSeconds()))),
                new Latest(group.latest(), group.dock(), group.dockName(), group.run(), group.message()));
    }
}
