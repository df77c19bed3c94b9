package io.tidegate.federation.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.federation.compare.Strategy;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table {@code connectors}, as the login role. */
public final class ConnectorStore {
    private static final String COLUMNS = """
            select c.id, c.federation_code, c.name, c.provider, c.status, c.enabled, c.auth_type,
                   c.endpoints::text as endpoints, c.conflict_strategy, c.field_strategies::text as field_strategies,
                   c.credentials::text as credentials, c.webhook_secret is not null as signs, c.cron, c.spacing_seconds,
                   c.next_run_at, c.last_success_at, c.last_error_at, c.last_error, c.consecutive_failures, c.created_at,
                   c.updated_at,
                   (select count(*) from connected_organizations o where o.connector_id = c.id) as organizations
            from connectors c
            """;

    private static final String LIST = COLUMNS + """
            where cast(:after as bigint) is null or c.id > :after
            order by c.id limit :most
            """;

    private static final String FIND = COLUMNS + "where c.federation_code = :code";

    private static final String LOCKED = FIND + " for no key update of c";

    /** Whoever holds one decides about it; the next tick looks again. */
    private static final String FREE = COLUMNS + "where c.id = :id for no key update of c skip locked";

    /** Those that may have something to do. */
    private static final String AT_WORK = """
            select c.id from connectors c
            where c.enabled and c.status = 'active'
                or exists (select from connector_runs r where r.connector_id = c.id and r.ended_at is null)
            order by c.id
            """;

    private static final String NEXT_ID = "select nextval(pg_get_serial_sequence('connectors', 'id'))";

    private static final String ADD = """
            insert into connectors (id, federation_code, name, provider, status, enabled, auth_type, endpoints,
                                    conflict_strategy, field_strategies, credentials, cron, spacing_seconds, next_run_at,
                                    created_at, updated_at)
            values (:id, :code, :name, :provider, :status, :enabled, :authType, cast(:endpoints as jsonb), :strategy,
                    cast(:byField as jsonb), cast(:sealed as jsonb), :cron, :spacing, :next, :now, :now)
            on conflict (federation_code) do nothing
            """;

    private static final String SET = """
            update connectors
            set name = :name, status = :status, enabled = :enabled, auth_type = :authType,
                endpoints = cast(:endpoints as jsonb), conflict_strategy = :strategy,
                field_strategies = cast(:byField as jsonb), cron = :cron, spacing_seconds = :spacing, next_run_at = :next,
                consecutive_failures = :failures, updated_at = :now
            where id = :id
            """;

    private static final String SEAL =
            "update connectors set credentials = cast(:sealed as jsonb), updated_at = :now where id = :id";

    private static final String SIGN =
            "update connectors set webhook_secret = cast(:sealed as jsonb), updated_at = :now where id = :id";

    private static final String PLAN = """
            with shown as (
                update docks set cron = :cron, next_sync_at = coalesce(:next, next_sync_at) where connector_id = :id
            )
            update connectors set next_run_at = :next where id = :id
            """;

    private static final String REMOVE = """
            delete from connectors c
            where c.id = :id and not exists (select from docks d where d.connector_id = c.id)
                and not exists (select from connected_organizations o where o.connector_id = c.id)
            """;

    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public ConnectorStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Does work in one transaction, in which all stores of this database take part. */
    public <T> T within(Supplier<T> work) {
        return jdbi.inTransaction(handle -> work.get());
    }

    /** By number. */
    public Page<Connector> list(@Nullable String after, int limit) {
        List<Connector> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("after", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> connector(rs))
                .list());
        return Page.of(rows, limit, connector -> Long.toString(connector.id()));
    }

    public Optional<Connector> find(String code) {
        return one(FIND, code);
    }

    /** The same, which nobody else changes before this transaction ends. */
    public Optional<Connector> locked(String code) {
        return one(LOCKED, code);
    }

    private Optional<Connector> one(String query, String code) {
        return jdbi.withHandle(handle -> handle.createQuery(query)
                .bind("code", code)
                .map((rs, context) -> connector(rs))
                .findOne());
    }

    /** Those that are scheduled or have a run under way, by number. */
    List<Long> atWork() {
        return jdbi.withHandle(
                handle -> handle.createQuery(AT_WORK).mapTo(Long.class).list());
    }

    /** One of them, locked; empty when somebody else holds it. */
    Optional<Connector> free(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(FREE)
                .bind("id", id)
                .map((rs, context) -> connector(rs))
                .findOne());
    }

    /** The number of a connector to be, which its credentials are sealed for. */
    public long nextId() {
        return jdbi.withHandle(
                handle -> handle.createQuery(NEXT_ID).mapTo(Long.class).one());
    }

    /** @return false when the code is taken */
    public boolean add(Connector connector, Instant now) {
        return jdbi.withHandle(handle -> bound(handle.createUpdate(ADD), connector, now)
                        .bind("code", connector.code())
                        .bind("provider", connector.provider())
                        .bind("sealed", connector.access().sealed())
                        .execute()
                == 1);
    }

    /** Keeps what a person set of it, but for its secrets. */
    public void replace(Connector connector, Instant now) {
        jdbi.useHandle(handle -> bound(handle.createUpdate(SET), connector, now)
                .bind("failures", connector.condition().failures())
                .execute());
    }

    /** @param sealed its credentials; null: none */
    public void seal(long id, @Nullable String sealed, Instant now) {
        secret(SEAL, id, sealed, now);
    }

    /** @param sealed what its webhooks are signed with */
    public void sign(long id, String sealed, Instant now) {
        secret(SIGN, id, sealed, now);
    }

    private void secret(String statement, long id, @Nullable String sealed, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(statement)
                .bind("id", id)
                .bind("sealed", sealed)
                .bind("now", now)
                .execute());
    }

    /** Keeps when it runs next, which its docks show. */
    public void plan(Connector connector, @Nullable Instant next) {
        jdbi.useHandle(handle -> handle.createUpdate(PLAN)
                .bind("id", connector.id())
                .bind("cron", connector.plan().cron())
                .bind("next", next)
                .execute());
    }

    /** @return false when organizations are connected */
    public boolean remove(long id) {
        return jdbi.withHandle(
                handle -> handle.createUpdate(REMOVE).bind("id", id).execute() == 1);
    }

    private <S extends SqlStatement<S>> S bound(S statement, Connector connector, Instant now) {
        Map<String, String> byField = new TreeMap<>();
        connector.policy().byField().forEach((field, strategy) -> byField.put(field, strategy.word()));
        return statement
                .bind("id", connector.id())
                .bind("name", connector.name())
                .bind("status", connector.condition().status().word())
                .bind("enabled", connector.plan().enabled())
                .bind("authType", connector.access().type().word())
                .bind(
                        "endpoints",
                        json.valueToTree(connector.access().endpoints()).toString())
                .bind("strategy", connector.policy().strategy().word())
                .bind("byField", json.valueToTree(byField).toString())
                .bind("cron", connector.plan().cron())
                .bind("spacing", (int) connector.plan().spacing().toSeconds())
                .bind("next", connector.plan().next())
                .bind("now", now);
    }

    private Connector connector(ResultSet rs) throws SQLException {
        Map<String, Strategy> byField = new TreeMap<>();
        words(rs.getString("field_strategies")).forEach((field, word) -> byField.put(field, Strategy.of(word)));
        return new Connector(
                rs.getLong("id"),
                rs.getString("federation_code"),
                rs.getString("name"),
                rs.getString("provider"),
                new Connector.Access(
                        AuthType.valueOf(rs.getString("auth_type").toUpperCase(Locale.ROOT)),
                        words(rs.getString("endpoints")),
                        rs.getString("credentials"),
                        rs.getBoolean("signs")),
                new Connector.Policy(Strategy.of(rs.getString("conflict_strategy")), byField),
                new Connector.Plan(
                        rs.getBoolean("enabled"),
                        rs.getString("cron"),
                        Duration.ofSeconds(rs.getInt("spacing_seconds")),
                        instant(rs, "next_run_at")),
                new Connector.Condition(
                        Connector.Status.of(rs.getString("status")),
                        instant(rs, "last_success_at"),
                        instant(rs, "last_error_at"),
                        rs.getString("last_error"),
                        rs.getInt("consecutive_failures")),
                rs.getInt("organizations"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                rs.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private Map<String, String> words(String text) {
        try {
            return json.readValue(text, WORDS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("connectors holds no map of texts where one is expected", e);
        }
    }

    static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
