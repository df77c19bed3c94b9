package io.tidegate.client.local;

import io.tidegate.client.file.Row;
import io.tidegate.client.file.SyncFileStore.Session;
import io.tidegate.protocol.Hlc;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table sync_state, which has one row, and sync_runs, within one transaction. */
public final class StateStore {
    private static final int RUNS_KEPT = 500;

    private final Session session;

    public StateStore(Session session) {
        this.session = session;
    }

    void prepare() {
        session.update("""
                create table if not exists sync_state (
                    id           integer primary key check (id = 1),
                    workspace_id text    not null,
                    project_id   text,
                    device_id    text    not null,
                    node         integer not null,
                    hlc          text,
                    cursor       integer not null default 0,
                    floor        integer not null default 0,
                    last_sync_at integer,
                    bootstrapped integer not null default 0,
                    stale        integer not null default 0,
                    registry     text    not null
                )
                """);
        session.update("""
                create table if not exists sync_runs (
                    id           integer primary key autoincrement,
                    started_at   text    not null,
                    completed_at text    not null,
                    pushed       integer not null,
                    pulled       integer not null,
                    conflicts    integer not null,
                    errors       integer not null,
                    status       text    not null check (status in ('completed', 'failed')),
                    error        text
                )
                """);
    }

    /**
     * Makes the row, or looks whether it is this workspace's. Where the device, the project or the registry of tables is
     * another than before, it takes note.
     */
    void open(LocalSettings settings, long freshNode) {
        String workspace = settings.scope().workspaceId();
        session.update(
                "insert or ignore into sync_state (id, workspace_id, project_id, device_id, node, registry) values (1, ?, ?, ?, ?, ?)",
                workspace,
                settings.scope().projectId(),
                settings.deviceId(),
                freshNode,
                TableStore.registry(settings.tables()));
        Row row = row();
        if (!row.text("workspace_id").equals(workspace)) {
            throw new IllegalArgumentException(
                    settings.file() + " holds workspace " + row.text("workspace_id") + ", not " + workspace);
        }
        if (!row.text("device_id").equals(settings.deviceId())) {
            // a copy of another device's file: two nodes must not read the same clock
            session.update("update sync_state set device_id = ?, node = ?", settings.deviceId(), freshNode);
        }
        if (!row.text("registry").equals(TableStore.registry(settings.tables()))
                || !Objects.equals(
                        row.textOrNull("project_id"), settings.scope().projectId())) {
            session.update(
                    "update sync_state set stale = 1, registry = ?, project_id = ?",
                    TableStore.registry(settings.tables()),
                    settings.scope().projectId());
        }
    }

    public SyncState read() {
        Row row = row();
        return new SyncState(
                row.text("device_id"),
                row.number("cursor"),
                row.number("floor"),
                row.value("last_sync_at") == null ? null : Instant.ofEpochMilli(row.number("last_sync_at")),
                row.flag("bootstrapped"),
                row.flag("stale"));
    }

    long node() {
        return row().number("node");
    }

    @Nullable Hlc clock() {
        String hlc = row().textOrNull("hlc");
        return hlc == null ? null : Hlc.parse(hlc);
    }

    void keepClock(Hlc last) {
        session.update("update sync_state set hlc = ?", last.toString());
    }

    /** Everything up to the cursor is known here. */
    public void moveCursor(long cursor, long floor, Instant now) {
        session.update(
                "update sync_state set cursor = ?, floor = ?, last_sync_at = ?", cursor, floor, now.toEpochMilli());
    }

    /** The backend was heard. */
    public void heard(Instant now) {
        session.update("update sync_state set last_sync_at = ?", now.toEpochMilli());
    }

    /** Everything was taken, as of the cursor. */
    public void complete() {
        session.update("update sync_state set bootstrapped = 1, stale = 0");
    }

    /** Everything must be taken anew. */
    public void outdated() {
        session.update("update sync_state set stale = 1");
    }

    /** Writes down a run. */
    public void add(SyncRun run) {
        session.update(
                """
                insert into sync_runs (started_at, completed_at, pushed, pulled, conflicts, errors, status, error)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                Times.text(run.startedAt()),
                Times.text(run.completedAt()),
                run.pushed(),
                run.pulled(),
                run.conflicts(),
                run.errors(),
                run.error() == null ? "completed" : "failed",
                run.error());
        session.update("delete from sync_runs where id <= (select max(id) from sync_runs) - ?", RUNS_KEPT);
    }

    private Row row() {
        Row row = session.first("select * from sync_state");
        if (row == null) {
            throw new IllegalStateException("the file was not opened");
        }
        return row;
    }
}
