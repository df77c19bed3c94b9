package io.tidegate.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code alert_rules}: what organizations want otherwise than rules are made. */
public final class RuleStore {
    private static final String ALL =
            "select org_id, rule, enabled, severity, raise_at, clear_below, hold_seconds from alert_rules";

    private static final String PUT = """
            insert into alert_rules (org_id, rule, enabled, severity, raise_at, clear_below, hold_seconds, updated_at)
            values (:org, :rule, :enabled, :severity, :raise_at, :clear_below, :hold_seconds, :now)
            on conflict (org_id, rule) do update
            set enabled = excluded.enabled, severity = excluded.severity, raise_at = excluded.raise_at,
                clear_below = excluded.clear_below, hold_seconds = excluded.hold_seconds, updated_at = excluded.updated_at
            """;

    private static final String DELETE = "delete from alert_rules where org_id = :org and rule = :rule";

    /** What is wanted otherwise; null where it is as usual. */
    public record Wish(
            @Nullable Boolean enabled,
            @Nullable Severity severity,
            @Nullable Double raiseAt,
            @Nullable Double clearBelow,
            @Nullable Long holdSeconds) {
        /**
         * What holds with it.
         *
         * @throws IllegalArgumentException when both together make no sense
         */
        public RuleSetting over(RuleSetting usual) {
            double raise = raiseAt == null ? usual.raiseAt() : raiseAt;
            return new RuleSetting(
                    usual.rule(),
                    Objects.requireNonNullElse(enabled, usual.enabled()),
                    Objects.requireNonNullElse(severity, usual.severity()),
                    raise,
                    // a lower threshold alone takes the other one along
                    clearBelow == null ? Math.min(raise, usual.clearBelow()) : clearBelow,
                    holdSeconds == null ? usual.hold() : Duration.ofSeconds(holdSeconds));
        }

        /** The same; as usual where both together make no sense any more, for one wish must not stop all judging. */
        public RuleSetting overOrUsual(RuleSetting usual) {
            try {
                return over(usual);
            } catch (IllegalArgumentException e) {
                return usual;
            }
        }
    }

    private record Row(long organization, Optional<Rule> rule, Wish wish) {}

    private final Jdbi jdbi;

    public RuleStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What organizations want otherwise, by organization and rule. */
    public Map<Long, Map<Rule, Wish>> wishes() {
        Map<Long, Map<Rule, Wish>> all = new HashMap<>();
        List<Row> rows = jdbi.withHandle(
                handle -> handle.createQuery(ALL).map((rs, context) -> row(rs)).list());
        for (Row row : new ArrayList<>(rows)) {
            // a rule of a newer Tidegate is left alone
            row.rule()
                    .ifPresent(rule -> all.computeIfAbsent(row.organization(), org -> new EnumMap<>(Rule.class))
                            .put(rule, row.wish()));
        }
        return all;
    }

    /** Keeps what an organization wants. */
    public void put(long organization, Rule rule, Wish wish, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(PUT)
                .bind("org", organization)
                .bind("rule", rule.word())
                .bind("enabled", wish.enabled())
                .bind(
                        "severity",
                        wish.severity() == null ? null : wish.severity().word())
                .bind("raise_at", wish.raiseAt())
                .bind("clear_below", wish.clearBelow())
                .bind("hold_seconds", wish.holdSeconds())
                .bind("now", now)
                .execute());
    }

    /** Lets a rule be as it is made. */
    public void reset(long organization, Rule rule) {
        jdbi.useHandle(handle -> handle.createUpdate(DELETE)
                .bind("org", organization)
                .bind("rule", rule.word())
                .execute());
    }

    private static Row row(ResultSet rs) throws SQLException {
        String severity = rs.getString("severity");
        return new Row(
                rs.getLong("org_id"),
                Rule.find(rs.getString("rule")),
                new Wish(
                        rs.getObject("enabled", Boolean.class),
                        severity == null ? null : Severity.find(severity).orElseThrow(),
                        rs.getObject("raise_at", Double.class),
                        rs.getObject("clear_below", Double.class),
                        rs.getObject("hold_seconds", Long.class)));
    }
}
