package io.tidegate.federation.connector;

import io.tidegate.federation.compare.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A federation that organizations connect to. It belongs to the instance.
 *
 * @param code what it is called by in paths and commands; unique, and never changed
 * @param organizations how many are connected
 * @param updatedAt when a person last changed it
 */
public record Connector(
        long id,
        String code,
        String name,
        String provider,
        Access access,
        Policy policy,
        Plan plan,
        Condition condition,
        int organizations,
        Instant createdAt,
        Instant updatedAt) {
    /** The parameter of its docks that says which of the federation's organizations it is. */
    public static final String CLUB = "clubId";

    /** So many failures in a row, whichever of its organizations' runs they are, stop it. */
    public static final int MOST_FAILURES = 5;

    /** How it is. */
    public enum Status {
        /** Scheduled, if it is enabled too. */
        ACTIVE,
        /** Nothing runs by itself. */
        INACTIVE,
        /** Failed five times in a row: waits for a person. */
        ERROR;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * How its federation is asked.
     *
     * @param endpoints what its docks get as parameters, beside the club's id and the choice of the authentication
     * @param sealed its credentials, sealed, as JSON; null when it has none
     * @param signs whether it has a secret that its webhooks are signed with
     */
    public record Access(
            AuthType type,
            Map<String, String> endpoints,
            @Nullable String sealed,
            boolean signs) {
        public Access {
            endpoints = Map.copyOf(endpoints);
        }

        /** What a dock of it has as parameters. */
        public Map<String, String> parameters(Map<String, String> choice, String club) {
            Map<String, String> all = new TreeMap<>(endpoints);
            all.putAll(choice);
            all.put(CLUB, club);
            return all;
        }

        @Override
        public String toString() {
            return "Access[" + type + "]";
        }
    }

    /**
     * Who wins conflicts.
     *
     * @param byField before the strategy, by {@code type.field} or {@code field}
     */
    public record Policy(Strategy strategy, Map<String, Strategy> byField) {
        public Policy {
            byField = Map.copyOf(byField);
        }
    }

    /**
     * When it runs.
     *
     * @param cron in Quartz's form, UTC
     * @param spacing between the end of one organization's run and the beginning of the next one's
     * @param next null while it is not scheduled
     */
    public record Plan(
            boolean enabled,
            String cron,
            Duration spacing,
            @Nullable Instant next) {}

    /** How it is; {@code failures} are in a row. */
    public record Condition(
            Status status,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastError,
            @Nullable String error,
            int failures) {
        /** The same in another state. */
        public Condition with(Status now) {
            return new Condition(now, lastSuccess, lastError, error, failures);
        }
    }

    /** The same, asked otherwise. */
    public Connector with(Access other) {
        return new Connector(
                id, code, name, provider, other, policy, plan, condition, organizations, createdAt, updatedAt);
    }

    /** The same, as if it had never failed. */
    public Connector resumed(@Nullable Instant next) {
        Plan planned = new Plan(plan.enabled(), plan.cron(), plan.spacing(), next);
        Condition good = new Condition(Status.ACTIVE, condition.lastSuccess, condition.lastError, condition.error, 0);
        return new Connector(
                id, code, name, provider, access, policy, planned, good, organizations, createdAt, updatedAt);
    }

    /** Whether it runs by its schedule. */
    public boolean isScheduled() {
        return plan.enabled() && condition.status() == Status.ACTIVE;
    }
}
