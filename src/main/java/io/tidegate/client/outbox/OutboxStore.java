package io.tidegate.client.outbox;

import io.tidegate.client.file.Row;
import io.tidegate.client.file.SyncFileStore.Session;
import io.tidegate.client.json.Json;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table pending_ops, within one transaction. */
public final class OutboxStore {
    private static final String SELECT = """
            select place, op_id, table_name, pk, op, payload, clock, hlc, device_id, state, attempts, not_before, restamp,
                error_code, error, base
            from pending_ops
            """;

    private final Session session;

    public OutboxStore(Session session) {
        this.session = session;
    }

    /** Makes the table where there is none. */
    public void prepare() {
        session.update("""
                create table if not exists pending_ops (
                    place      integer primary key autoincrement,
                    op_id      text    not null unique,
                    table_name text    not null,
                    pk         text    not null,
                    op         text    not null check (op in ('put', 'delete')),
                    payload    text,
                    clock      integer not null,
                    hlc        text    not null,
                    device_id  text    not null,
                    state      text    not null check (state in ('pending', 'in_flight', 'retry_wait', 'failed')),
                    attempts   integer not null,
                    not_before integer not null,
                    restamp    integer not null,
                    error_code text,
                    error      text,
                    bytes      integer not null,
                    base       text
                )
                """);
        session.update("create index if not exists pending_ops_record on pending_ops (table_name, pk)");
    }

    /** In their order. */
    public List<OutboxOp> all() {
        return ops(SELECT + "order by place");
    }

    /** Those of one state, in their order. */
    public List<OutboxOp> in(OpState state) {
        return ops(SELECT + "where state = ? order by place", state.word());
    }

    /** Those that may go now, in their order; none of a record that has one on its way. */
    public List<OutboxOp> due(Instant now, int most) {
        return ops(SELECT + """
                        where (state = 'pending' or (state = 'retry_wait' and not_before <= ?)) and restamp = 0
                            and not exists (select 1 from pending_ops f where f.state = 'in_flight'
                                and f.table_name = pending_ops.table_name and f.pk = pending_ops.pk)
                        order by place
                        limit ?
                        """, now.toEpochMilli(), most);
    }

    /** When the next one may go; null where none waits for its time. */
    public @Nullable Instant nextDue() {
        Row row = session.first(
                "select min(not_before) as next from pending_ops where state = 'retry_wait' and restamp = 0");
        return row == null || row.value("next") == null ? null : Instant.ofEpochMilli(row.number("next"));
    }

    /** Whether the backend took one for older than what it remembers. */
    public boolean anyToRestamp() {
        return session.first("select 1 from pending_ops where restamp = 1 limit 1") != null;
    }

    public @Nullable OutboxOp find(String opId) {
        return ops(SELECT + "where op_id = ?", opId).stream().findFirst().orElse(null);
    }

    /** The one of a record that is not on its way. */
    public @Nullable OutboxOp resting(String table, String pk) {
        return ops(SELECT + "where table_name = ? and pk = ? and state <> 'in_flight' order by place", table, pk)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** The one of a record that is on its way. */
    public @Nullable OutboxOp inFlight(String table, String pk) {
        return ops(SELECT + "where table_name = ? and pk = ? and state = 'in_flight'", table, pk).stream()
                .findFirst()
                .orElse(null);
    }

    /** What waits, without what was given up. */
    public Amount amount() {
        Row row = session.first("""
                select count(*) filter (where state <> 'failed') as ops,
                    coalesce(sum(bytes) filter (where state <> 'failed'), 0) as bytes,
                    count(*) filter (where state = 'failed') as failed
                from pending_ops
                """);
        return row == null
                ? new Amount(0, 0, 0)
                : new Amount((int) row.number("ops"), row.number("bytes"), (int) row.number("failed"));
    }

    /** Puts one at the end. */
    public void add(PendingOp op, @Nullable SyncChange base) {
        session.update(
                """
                insert into pending_ops (op_id, table_name, pk, op, payload, clock, hlc, device_id, state, attempts,
                    not_before, restamp, bytes, base)
                values (?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0, 0, 0, ?, ?)
                """,
                op.opId(),
                op.table(),
                op.pk(),
                op.op().word(),
                payload(op),
                op.stamp().clock(),
                op.stamp().hlc().toString(),
                op.stamp().deviceId(),
                bytes(op),
                base == null ? null : Json.write(base.json()));
    }

    /** Puts another in its place, which is pushed as if it were new. */
    public void replace(long place, PendingOp op) {
        session.update(
                """
                update pending_ops
                set op_id = ?, op = ?, payload = ?, clock = ?, hlc = ?, device_id = ?, bytes = ?, state = 'pending',
                    attempts = 0, not_before = 0, restamp = 0, error_code = null, error = null
                where place = ?
                """,
                op.opId(),
                op.op().word(),
                payload(op),
                op.stamp().clock(),
                op.stamp().hlc().toString(),
                op.stamp().deviceId(),
                bytes(op),
                place);
    }

    public void stand(long place, OutboxOp.Standing standing) {
        session.update(
                """
                update pending_ops
                set state = ?, attempts = ?, not_before = ?, restamp = ?, error_code = ?, error = ?
                where place = ?
                """,
                standing.state().word(),
                standing.attempts(),
                standing.notBefore().toEpochMilli(),
                standing.restamp() ? 1 : 0,
                standing.code() == null ? null : standing.code().name(),
                standing.error(),
                place);
    }

    /** Says what the backend has of its record. */
    public void rebase(long place, @Nullable SyncChange base) {
        session.update(
                "update pending_ops set base = ? where place = ?",
                base == null ? null : Json.write(base.json()),
                place);
    }

    public void remove(long place) {
        session.update("delete from pending_ops where place = ?", place);
    }

    static int bytes(PendingOp op) {
        return op.payload() == null ? 0 : Json.bytes(op.payload());
    }

    private static @Nullable String payload(PendingOp op) {
        return op.payload() == null ? null : Json.write(op.payload());
    }

    private List<OutboxOp> ops(String sql, @Nullable Object... arguments) {
        return session.query(sql, arguments).stream().map(OutboxStore::op).toList();
    }

    private static OutboxOp op(Row row) {
        ChangeStamp stamp = new ChangeStamp(
                row.text("device_id"), row.text("op_id"), Hlc.parse(row.text("hlc")), row.number("clock"));
        String payload = row.textOrNull("payload");
        PendingOp op = new PendingOp(
                row.text("table_name"),
                OpKind.of(row.text("op")),
                row.text("pk"),
                payload == null
                        ? null
                        : new JsonFields(Collections.singletonMap("payload", Json.read(payload)))
                                .objectOrNull("payload"),
                stamp);
        String code = row.textOrNull("error_code");
        OutboxOp.Standing standing = new OutboxOp.Standing(
                OpState.of(row.text("state")),
                (int) row.number("attempts"),
                Instant.ofEpochMilli(row.number("not_before")),
                row.flag("restamp"),
                code == null ? null : Code.of(code),
                row.textOrNull("error"));
        String base = row.textOrNull("base");
        return new OutboxOp(
                row.number("place"), op, standing, base == null ? null : SyncChange.of(Json.fields(base, "base")));
    }

    /**
     * How much waits.
     *
     * @param ops that are not given up
     * @param failed that are
     */
    public record Amount(int ops, long bytes, int failed) {}
}
