package io.tidegate.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Everything that a workspace's log ever held, kept here before it is forgotten, and what it folds to. */
final class LogCopy {
    private static final String AFTER = """
            select to_jsonb(l) from change_log l where workspace_id = :workspace and server_version > :known
            order by server_version
            """;

    private final Jdbi jdbi;
    private final long workspace;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byOp = new HashMap<>();
    private final Map<String, Entry> fold = new TreeMap<>();
    /** The highest write of each record, whether or not its tombstone was forgotten. */
    private final Map<String, Stamp> highest = new HashMap<>();

    private final Map<String, Stamp> forgotten = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long floor;

    /** An entry. */
    record Entry(long version, String table, String record, JsonNode json, Stamp stamp) {
        private static Entry of(JsonNode json) {
            String table = json.path("table_name").asText();
            String record = table + "/" + json.path("pk").asText();
            return new Entry(json.path("server_version").asLong(), table, record, json, Stamp.of(json));
        }

        String device() {
            return json.path("device_id").asText();
        }

        boolean isDelete() {
            return json.path("op").asText().equals("delete");
        }
    }

    LogCopy(Jdbi jdbi, long workspace) {
        this.jdbi = jdbi;
        this.workspace = workspace;
    }

    /** Copies what the log has new; returns the version of the last entry. */
    long look() {
        jdbi.withHandle(handle -> handle.createQuery(AFTER)
                        .bind("workspace", workspace)
                        .bind("known", entries.size())
                        .mapTo(String.class)
                        .list())
                .forEach(each -> take(Entry.of(Rows.parsed(each))));
        return entries.size();
    }

    private void take(Entry entry) {
        if (entry.version() != entries.size() + 1) {
            wrong.add("version " + entry.version() + " comes after " + entries.size());
        }
        Entry same = byOp.put(entry.stamp().opId(), entry);
        if (same != null && same.version() > floor) {
            wrong.add("op " + entry.stamp().opId() + " has versions " + same.version() + " and " + entry.version());
        }
        Entry standing = fold.get(entry.record());
        if (standing != null && standing.stamp().compareTo(entry.stamp()) >= 0) {
            wrong.add("version " + entry.version() + " of " + entry.record() + ", " + entry.stamp() + ", came though "
                    + (standing.isDelete() ? "the tombstone of " : "") + standing.stamp() + " was there");
        }
        entries.add(entry);
        fold.merge(entry.record(), entry, (a, b) -> a.stamp().compareTo(b.stamp()) > 0 ? a : b);
        highest.merge(entry.record(), entry.stamp(), LogCopy::later);
    }

    /** Log and tombstones up to a version are gone. */
    void forget(long upTo) {
        floor = upTo;
        fold.values().removeIf(each -> {
            boolean gone = each.isDelete() && each.version() <= upTo;
            if (gone) {
                forgotten.merge(each.record(), each.stamp(), LogCopy::later);
            }
            return gone;
        });
    }

    private static Stamp later(Stamp a, Stamp b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** What the log did that it may not. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** What it ever held at a version; null where there was none. */
    @Nullable Entry at(long version) {
        return version < 1 || version > entries.size() ? null : entries.get((int) version - 1);
    }

    /** Up to there it was forgotten. */
    long floor() {
        return floor;
    }

    @Nullable Entry of(String op) {
        return byOp.get(op);
    }

    /** Whether it held this write of the record, or a higher one. */
    boolean covers(String record, Stamp stamp) {
        Stamp high = highest.get(record);
        return high != null && high.compareTo(stamp) >= 0;
    }

    /** Whether a tombstone of this write of the record went, or of a higher one. */
    boolean forgot(String record, Stamp stamp) {
        Stamp high = forgotten.get(record);
        return high != null && high.compareTo(stamp) >= 0;
    }

    /** The rows that stand, by record: of each the write with the highest stamp, unless it is a delete. */
    Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        fold.values().stream().filter(each -> !each.isDelete()).forEach(each -> Rows.add(rows, each));
        return rows;
    }

    /** What the counter, and the rest of the log itself, say otherwise. */
    List<String> againstCounter() {
        JsonNode counter = Rows.parsed(jdbi.withHandle(
                handle -> handle.createQuery("select json_build_object('version', version, 'floor', floor, 'least',"
                                + " (select min(server_version) from change_log l where l.workspace_id = c.workspace_id),"
                                + " 'count', (select count(*) from change_log l where l.workspace_id = c.workspace_id))"
                                + " from server_version_counter c where workspace_id = :workspace")
                        .bind("workspace", workspace)
                        .mapTo(String.class)
                        .one()));
        long version = counter.path("version").asLong();
        long at = counter.path("floor").asLong();
        boolean dense = version == entries.size()
                && counter.path("count").asLong() == version - at
                && (version == at || counter.path("least").asLong() == at + 1);
        return dense ? List.of() : List.of("the log is not dense: " + counter + " and " + entries.size() + " seen");
    }
}
