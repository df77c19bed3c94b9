package io.tidegate.api.device;

import io.tidegate.device.feed.Subscription;
import java.time.Instant;

/**
 * A type of records that devices get.
 *
 * @param state new, filling, live or emptying
 * @param synced records of it that devices have, or will when they pull
 */
public record SubscriptionView(String resourceType, String state, long synced, Instant createdAt) {
    static SubscriptionView of(Subscription subscription) {
        return new SubscriptionView(
                subscription.resourceType(),
                subscription.state().word(),
                subscription.synced(),
                subscription.createdAt());
    }
}
