package io.tidegate.federation.side;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.federation.compare.PostalAddress;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads players with what they are in the organization. */
public final class PlayerStore {
    /** Where somebody is whom another organization has by now is not told. */
    private static final String COLUMNS = """
            select p.id, p.first_name, p.last_name, p.date_of_birth::text as born, p.gender, p.player_type, o.email,
                   o.phone, o.address_line1, o.address_line2, o.town, o.county, o.postcode, o.country,
                   p.external_ids::text as external_ids, p.last_synced_at,
                   coalesce(o.last_synced_data, '{}')::text as bases, p.version,
                   p.created_at, p.updated_at, e.status, e.membership_number, e.membership_status,
                   e.joined_on::text as joined, e.started_at, e.ended_at, told.problem, o.id is not null as ours
            from player_enrollments e join player_identities p on p.id = e.player_id
                left join player_identities o on o.id = p.id and (e.status = 'active' or not p.is_active)
                left join lateral (
                    select l.problem from record_links l
                    where l.kind = 'player' and l.local_id = p.id and l.problem is not null
                    order by l.resource_id
                    limit 1) as told on true
            """;

    private static final String LIST = COLUMNS + """
            where (cast(:after as bigint) is null or e.player_id > :after)
                and (cast(:q as text) is null
                    or position(lower(:q) in lower(p.first_name || ' ' || p.last_name)) > 0
                    or position(lower(:q) in lower(p.last_name || ' ' || p.first_name)) > 0
                    or e.membership_number = :q)
                and (cast(:status as text) is null or e.status = :status)
                and (cast(:type as text) is null or p.player_type = :type)
                and (not :problem or told.problem is not null)
            order by e.player_id
            limit :most
            """;

    private static final String FIND = COLUMNS + "where e.player_id = :id";

    /** What an enrolment can be. */
    public static final List<String> STATES = List.of("active", "inactive");

    /**
     * Which players are wanted; null for all.
     *
     * @param words in the name, in any case; or a whole membership number
     * @param status active or inactive in the organization
     * @param type youth or adult
     * @param problem only those whose record at the provider cannot be taken over
     */
    public record Filter(
            @Nullable String words,
            @Nullable String status,
            @Nullable String type,
            boolean problem) {}

    /**
     * A player, as the organization has them.
     *
     * @param playerType youth, or adult from the 18th birthday on
     * @param address in one line
     * @param externalIds id by source
     * @param active whether they are enrolled in the organization now
     * @param membershipStatus as the federation words it
     * @param startedAt since when the organization has them
     * @param endedAt since when they are not active in it; null while they are
     * @param problem why what the federation says of them now cannot be taken over; null where it can
     * @param version for If-Match; one more with each change
     */
    public record Player(
            long id,
            String firstName,
            String lastName,
            String dateOfBirth,
            @Nullable String gender,
            String playerType,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String address,
            @Nullable String addressLine1,
            @Nullable String addressLine2,
            @Nullable String town,
            @Nullable String county,
            @Nullable String postcode,
            @Nullable String country,
            Map<String, @Nullable String> externalIds,
            boolean active,
            @Nullable String membershipNumber,
            @Nullable String membershipStatus,
            @Nullable String joinedOn,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String problem,
            @Nullable Instant lastSyncedAt,
            long version,
            Instant createdAt,
            Instant updatedAt) {}

    /**
     * A player with what was synced last.
     *
     * @param ours whether the organization edits them: no other one has them while this one has not
     * @param bases by source and field
     */
    public record Based(Player player, boolean ours, Map<String, Map<String, @Nullable String>> bases) {}

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public PlayerStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /**
     * Players in the order of their numbers.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<Player> page(Filter filter, @Nullable String after, int limit) {
        List<Player> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("after", Page.number(after))
                .bind("q", filter.words())
                .bind("status", filter.status())
                .bind("type", filter.type())
                .bind("problem", filter.problem())
                .bind("most", limit + 1)
                .map((rs, context) -> player(rs))
                .list());
        return Page.of(rows, limit, player -> Long.toString(player.id()));
    }

    /** A player of the organization. */
    public Optional<Based> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("id", id)
                .map((rs, context) ->
                        new Based(player(rs), rs.getBoolean("ours"), Texts.bases(json, rs.getString("bases"))))
                .findOne());
    }

    private Player player(ResultSet rs) throws SQLException {
        PostalAddress address = new PostalAddress(
                rs.getString("address_line1"),
                rs.getString("address_line2"),
                rs.getString("town"),
                rs.getString("county"),
                rs.getString("postcode"),
                rs.getString("country"));
        return new Player(
                rs.getLong("id"),
                rs.getString("first_name"),
                rs.getString("last_name"),
                rs.getString("born"),
                rs.getString("gender"),
                rs.getString("player_type"),
                rs.getString("email"),
                rs.getString("phone"),
                address.line().isEmpty() ? null : address.line(),
                address.line1(),
                address.line2(),
                address.town(),
                address.county(),
                address.postcode(),
                address.country(),
                Texts.fields(json, rs.getString("external_ids")),
                rs.getString("status").equals("active"),
                rs.getString("membership_number"),
                rs.getString("membership_status"),
                rs.getString("joined"),
                rs.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(rs, "ended_at"),
                rs.getString("problem"),
                instant(rs, "last_synced_at"),
                rs.getLong("version"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                rs.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
