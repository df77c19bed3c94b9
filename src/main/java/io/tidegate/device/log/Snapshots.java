package io.tidegate.device.log;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.db.scope.Scoped;
import io.tidegate.device.log.RowStore.Shown;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.TableSchema;
import io.tidegate.protocol.wire.SnapshotPage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages of what stands, while writes go on: each shows what is no later than the watermark, which is where the log ended at
 * the first; what changed since is in the log after it.
 */
public final class Snapshots {
    private static final String TOMBSTONES = "tombstones";

    /** In the order in which they are shown. */
    static final List<String> PARTS = Stream.concat(
                    TableSql.WRITABLE.stream().map(TableSchema::name), Stream.of(SyncTables.RESOURCES, TOMBSTONES))
            .toList();

    private final OrganizationScope scope;
    private final InstantSource clock;

    public Snapshots(OrganizationScope scope, InstantSource clock) {
        this.scope = scope;
        this.clock = clock;
    }

    /**
     * A page.
     *
     * @param pageToken of the page before; null for the first
     * @param size at least 1
     * @throws io.tidegate.protocol.wire.SyncException VALIDATION_ERROR for a token that is none of this workspace and project,
     *     SNAPSHOT_REQUIRED for one older than an hour
     */
    public SnapshotPage page(long workspace, @Nullable String project, @Nullable String pageToken, int size) {
        Instant now = clock.instant();
        return scope.looking(workspace, scoped -> {
            PageToken token = pageToken == null
                    ? first(scoped, project, now)
                    : PageToken.read(pageToken, workspace, project, now);
            return page(scoped, token, size);
        });
    }

    private static PageToken first(Scoped scoped, @Nullable String project, Instant now) {
        long watermark =
                new CounterStore(scoped.jdbi()).look(scoped.organization()).head();
        Shown shown = new Shown(scoped.organization(), project, watermark);
        RowStore rows = new RowStore(scoped.jdbi());
        long total =
                new TombstoneStore(scoped.jdbi()).count(shown) + new SyncedResourceStore(scoped.jdbi()).count(shown);
        for (TableSchema table : TableSql.WRITABLE) {
            total += rows.count(table.name(), shown);
        }
        return new PageToken(scoped.organization(), project, watermark, PARTS.get(0), "", now.toEpochMilli(), total);
    }

    private static SnapshotPage page(Scoped scoped, PageToken token, int size) {
        List<SyncChange> changes = new ArrayList<>();
        PageToken next = token;
        while (true) {
            List<SyncChange> found = part(scoped, next, size + 1 - changes.size());
            changes.addAll(found);
            if (changes.size() > size) {
                changes.remove(size);
                SyncChange last = changes.get(size - 1);
                // the one left out may be the first of its part
                String after = found.size() == 1 ? next.after() : place(next.part(), last);
                return page(changes, token, next.at(next.part(), after));
            }
            int part = PARTS.indexOf(next.part()) + 1;
            if (part == PARTS.size()) {
                return page(changes, token, null);
            }
            next = next.at(PARTS.get(part), "");
        }
    }

    private static SnapshotPage page(List<SyncChange> changes, PageToken token, @Nullable PageToken next) {
        return new SnapshotPage(changes, token.watermark(), next == null ? null : next.text(), token.total());
    }

    private static List<SyncChange> part(Scoped scoped, PageToken at, int most) {
        Shown shown = new Shown(scoped.organization(), at.project(), at.watermark());
        return switch (at.part()) {
            case TOMBSTONES -> new TombstoneStore(scoped.jdbi()).page(shown, at.afterNumber(), most);
            case SyncTables.RESOURCES -> new SyncedResourceStore(scoped.jdbi()).page(shown, at.afterNumber(), most);
            default -> new RowStore(scoped.jdbi()).page(at.part(), shown, at.after(), most);
        };
    }

    private static String place(String part, SyncChange last) {
        return part.equals(TOMBSTONES) ? Long.toString(last.serverVersion()) : last.pk();
    }
}
