package io.tidegate.api.device;

import io.tidegate.device.feed.Subscription;
import java.time.Instant;

/**
 * A type of records that devices get.
 *
 * @param state new, filling, live or emptying
 * @param synced records of it that devices have, or will when they pull
 * @param standing records of it that there are; filling ends when all of them are synced
 */
public record SubscriptionView(String resourceType, String state, long synced, long standing, Instant createdAt) {
    static SubscriptionView of(Subscription subscription) {
        return new SubscriptionView(
                subscription.resourceType(),
                subscription.state().word(),
                subscription.synced(),
                subscription.standing(),
                subscription.createdAt());
    }
}
