package io.tidegate.record;

import io.tidegate.record.ResourceStore.ListKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code sync_pages}, for lists whose provider honours ETags; {@code upsert.sql} writes it. */
public final class PageStore {
    /** A row that is gone, or that another page wrote since, makes another fingerprint. */
    private static final String STORED = """
            select p.etag, p.next_link, p.ids, now.missing
            from sync_pages p, lateral (
                select sha256(convert_to(:request, 'UTF8')
                           || coalesce(string_agg(known.fingerprint, ''::bytea order by i.at), ''::bytea)) as fingerprint,
                       coalesce(array_agg(i.id) filter (where known.missing_listings > 0), '{}') as missing
                from unnest(p.ids) with ordinality as i(id, at), lateral (
                    select r.fingerprint, r.missing_listings from resources r
                    where r.dock_id = p.dock_id and r.resource_type = p.resource_type and r.parent_key = p.parent_key
                        and r.provider_resource_id = i.id and r.deleted_at is null
                    limit 1) as known
            ) as now
            where p.dock_id = :dock and p.resource_type = :type and p.parent_key = :parent and p.page = :page
                and p.etag is not null and p.fingerprint = now.fingerprint
            """;

    /**
     * A page that need not be read again while its ETag holds.
     *
     * @param etag as the provider sent it
     * @param next the cursor of the page after it, null when it is the last
     * @param ids what it holds
     * @param missing which of them the last complete listings lacked
     */
    public record StoredPage(String etag, @Nullable String next, List<String> ids, List<String> missing) {}

    private final Jdbi jdbi;

    public PageStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The page as it is stored, if {@code resources} still holds exactly what it held.
     *
     * @param page its number, from 1
     * @param request all that its answer goes by; see {@link #fingerprint}
     * @return null when the page must be read: it has no ETag, was asked for in another way, or its rows are others now
     */
    public @Nullable StoredPage find(ListKey list, int page, String request) {
        return jdbi.withHandle(handle -> handle.createQuery(STORED)
                .bind("dock", list.dock())
                .bind("type", list.type())
                .bind("parent", list.parentKey())
                .bind("page", page)
                .bind("request", request)
                .map((rs, context) -> new StoredPage(
                        rs.getString("etag"), rs.getString("next_link"), texts(rs, "ids"), texts(rs, "missing")))
                .findOne()
                .orElse(null));
    }

    /** What a page's ETag belongs to, in hex digits: the request that was answered with it, and the records. */
    public static String fingerprint(String request, Collection<ProviderRecord> records) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(request.getBytes(StandardCharsets.UTF_8));
            records.forEach(one -> digest.update(HexFormat.of().parseHex(one.fingerprint())));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<String> texts(ResultSet rs, String column) throws SQLException {
        Array array = rs.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
