package io.tidegate.alert;

import org.jspecify.annotations.Nullable;

/**
 * What an alert is about. Of each there is at most one open alert.
 *
 * @param organization null: the instance
 * @param name within its rule, such as {@code dock:12} or {@code queue}; never a secret
 * @param dock null where it is about several, or none
 * @param provider null where it is about none
 */
public record Subject(
        @Nullable Long organization,
        Rule rule,
        String name,
        @Nullable Long dock,
        @Nullable String provider) {
    /** What tells it from all others. */
    public Key key() {
        return new Key(organization == null ? 0 : organization, rule, name);
    }

    /**
     * What tells a subject from all others.
     *
     * @param organization 0: the instance
     */
    public record Key(long organization, Rule rule, String name) {}
}
