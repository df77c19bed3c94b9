package io.tidegate.federation.side;

import io.tidegate.federation.declared.TwoWay;
import io.tidegate.federation.local.PlayerType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Changes {@code player_identities} for people; an address is among the fields whole and in its parts. */
public final class PlayerEditStore extends EditStore {
    /** Not whom another organization has by now. */
    private static final String READ = """
            select id, version, first_name as "firstName", last_name as "lastName", date_of_birth::text as "dateOfBirth",
                   gender, email, phone, address_line1 as "addressLine1", address_line2 as "addressLine2", town, county,
                   postcode, country
            from player_identities p
            where id = :id and (not p.is_active or exists (select from player_enrollments e
                where e.player_id = p.id and e.org_id = current_org() and e.status = 'active'))
            """;

    private static final String WRITE = """
            update player_identities
            set first_name = :firstName, last_name = :lastName, date_of_birth = cast(:dateOfBirth as date),
                gender = :gender, player_type = :type, email = :email, phone = :phone, address_line1 = :addressLine1,
                address_line2 = :addressLine2, town = :town, county = :county, postcode = :postcode,
                country = :country, version = version + 1, updated_at = :now
            where id = :id
            """;

    public PlayerEditStore(Jdbi jdbi) {
        super(jdbi, READ, (rs, context) -> held(rs));
    }

    private static Held held(ResultSet rs) throws SQLException {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        for (String field : Shape.PLAYER.kinds().keySet()) {
            if (!field.equals(Shape.ADDRESS)) {
                fields.put(field, rs.getString(field));
            }
        }
        fields.put(Shape.ADDRESS, Shape.line(fields));
        return new Held(TwoWay.PLAYER, rs.getLong("id"), fields, rs.getLong("version"));
    }

    @Override
    public void write(Held held, Map<String, @Nullable String> fields, Instant now) {
        LocalDate born = LocalDate.parse(Objects.requireNonNull(fields.get(Shape.BORN)));
        jdbi.useHandle(handle -> handle.createUpdate(WRITE)
                .bind("id", held.id())
                .bindMap(fields)
                .bind("type", PlayerType.of(born, now).word())
                .bind("now", now)
                .execute());
    }
}
