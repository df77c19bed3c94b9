package io.tidegate.dock;

import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** How old lists are whose declaration says how old they may be. */
public final class FreshnessStore {
    /** Of a type's lists the oldest counts; one never listed is as old as its dock. What a stopped dock has ages too. */
    private static final String STALE = """
            select d.id, w.type, w.seconds, min(coalesce(p.completed_at, d.created_at)) as since
            from unnest(:providers, :types, :seconds) as w(provider, type, seconds)
            join docks d on d.provider = w.provider and d.enabled and (cast(:dock as bigint) is null or d.id = :dock)
                and (d.resource_types is null or w.type = any(d.resource_types))
            left join sync_positions p on p.dock_id = d.id and p.resource_type = w.type
            group by d.id, w.type, w.seconds
            having min(coalesce(p.completed_at, d.created_at)) < :now - make_interval(secs => w.seconds)
            order by d.id, w.type
            """;

    private static final String LISTED = """
            select d.id as dock, d.created_at, p.resource_type as type,
                   min(coalesce(p.completed_at, d.created_at)) as since, count(*) as lists,
                   count(*) filter (where p.completed_at is null) as never
            from docks d left join sync_positions p on p.dock_id = d.id
            where d.enabled
                and (cast(:dock as bigint) is null or d.id = :dock)
                and (cast(:provider as text) is null or d.provider = :provider)
            group by d.id, p.resource_type
            order by d.id, p.resource_type
            """;

    /**
     * The lists of a dock's type.
     *
     * @param createdAt when its dock was added
     * @param type null of a dock that has no lists yet
     * @param since how old the oldest of them is: from when it was complete, or from when its dock was added
     * @param lists how many there are
     * @param never how many of them were never complete
     */
    public record Listed(
            long dock, Instant createdAt, @Nullable String type, Instant since, int lists, int never) {}

    private final Jdbi jdbi;

    public FreshnessStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Which types of a dock are older than these providers let them be, by dock and in words.
     *
     * @param dock only this one; null for all
     */
    public Map<Long, String> stale(@Nullable Long dock, Collection<Provider> providers, Instant now) {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<Long> seconds = new ArrayList<>();
        for (Provider provider : providers) {
            for (ResourceType type : provider.types().values()) {
                Duration wanted = type.policy().freshness();
                if (wanted != null) {
                    names.add(provider.name());
                    types.add(type.name());
                    seconds.add(wanted.toSeconds());
                }
            }
        }
        Map<Long, String> stale = new HashMap<>();
        if (!names.isEmpty()) {
            jdbi.useHandle(handle -> handle.createQuery(STALE)
                    .bind("dock", dock)
                    .bindArray("providers", String.class, names)
                    .bindArray("types", String.class, types)
                    .bindArray("seconds", Long.class, seconds)
                    .bind("now", now)
                    .map((rs, context) -> stale.merge(
                            rs.getLong("id"),
                            rs.getString("type") + " are "
                                    + words(Duration.between(
                                            rs.getObject("since", OffsetDateTime.class)
                                                    .toInstant(),
                                            now))
                                    + " old, at most " + words(Duration.ofSeconds(rs.getLong("seconds")))
                                    + " are wanted",
                            (one, other) -> one + "; " + other))
                    .list());
        }
        return stale;
    }

    /**
     * The lists of docks that are not paused, by dock and type.
     *
     * @param dock only this dock's; null for all
     * @param provider only of this provider's docks; null for all
     */
    public List<Listed> listed(@Nullable Long dock, @Nullable String provider) {
        return jdbi.withHandle(handle -> handle.createQuery(LISTED)
                .bind("dock", dock)
                .bind("provider", provider)
                .map(ConstructorMapper.of(Listed.class))
                .list());
    }

    private static String words(Duration time) {
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
    }
}
