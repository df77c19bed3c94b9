package io.tidegate.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The table {@code node_faults}: which route files nodes refuse, and which do not reach Kafka. */
public final class NodeFaultStore {
    /** In the place of a file, whose name ends with its kind: the node does not get over Kafka what is to go over it. */
    public static final String KAFKA = "kafka";

    private static final String NOTE = """
            with told as (
                select * from unnest(:files, :reasons) as t(file, reason)
            ), gone as (
                delete from node_faults f
                where f.seen_at < :old or (f.node = :node and not exists (select from told t where t.file = f.file))
            )
            insert into node_faults (node, file, reason, seen_at) select :node, file, reason, :now from told
            on conflict (node, file) do update set reason = excluded.reason, seen_at = excluded.seen_at
            """;

    private static final String FAULTS = """
            select file, min(reason) as reason, string_agg(node, ', ' order by node) as nodes
            from node_faults where seen_at > :since group by file order by file
            """;

    /** What a node said longer ago does not count: it may run no more. */
    private static final Duration SAID = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofHours(1);

    /**
     * A file that is refused, or {@link #KAFKA}.
     *
     * @param nodes that say so
     */
    public record Fault(String file, String reason, String nodes) {
        Reading reading() {
            return file.equals(KAFKA)
                    ? reading(Rule.KAFKA, "kafka", "not all goes over Kafka: " + reason + " (at node " + nodes + ")")
                    : reading(Rule.ROUTE_FILE, "route:" + file, reason + " (refused by node " + nodes + ")");
        }

        private static Reading reading(Rule rule, String subject, String words) {
            return new Reading(new Subject(null, rule, subject, null, null), 1, 0, words);
        }
    }

    private final Jdbi jdbi;

    public NodeFaultStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Notes which files a node refuses now, by name and why, and Kafka as one of them. */
    void note(String node, Map<String, String> faults, Instant now) {
        List<Map.Entry<String, String>> all = List.copyOf(faults.entrySet());
        jdbi.useHandle(handle -> handle.createUpdate(NOTE)
                .bind("node", node)
                .bindArray(
                        "files",
                        String.class,
                        all.stream().map(Map.Entry::getKey).toList())
                .bindArray(
                        "reasons",
                        String.class,
                        all.stream().map(Map.Entry::getValue).toList())
                .bind("old", now.minus(KEPT))
                .bind("now", now)
                .execute());
    }

    /** What nodes say, by file. */
    List<Fault> faults(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(FAULTS)
                .bind("since", now.minus(SAID))
                .map(ConstructorMapper.of(Fault.class))
                .list());
    }
}
