package io.tidegate.alert.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of something that was to be told.
 *
 * @param delivery as its receiver sees it
 * @param alert null for a test
 * @param event raised, resolved or test
 * @param state waiting; failed: it is tried again; sent; given_up
 * @param nextAt when it is tried again; null when it is not
 * @param lastStatus of the last answer; null when none came
 */
public record AlertDelivery(
        long id,
        String delivery,
        long channel,
        String channelName,
        @Nullable Long alert,
        String event,
        String state,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable Instant sentAt,
        Instant createdAt) {}
