package io.tidegate.federation.local;

import io.tidegate.federation.compare.Told;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of one kind of local records, as a run's batch asks and writes it: within the batch's transaction. */
public interface LocalSide {
    /** Waits until nobody else creates records of this kind for the organization, and keeps others from it. */
    void alone(long organization);

    /** The organization's records by their ids at a source, whatever their state. */
    Map<String, Long> byId(long organization, String source, Collection<String> ids);

    /**
     * The organization's records without an id at the source whose fields are together those of a key.
     *
     * @param keys each of them values in the order of {@code fields}, joined by {@link #BETWEEN}
     */
    List<Found> byFields(long organization, String source, List<String> fields, Collection<String> keys);

    /** Locks these records, in the order of their ids. */
    Map<Long, LocalRecord> lock(Collection<Long> ids);

    /** Numbers for records to come. */
    List<Long> newIds(int count);

    void create(long organization, List<LocalRecord> records, Instant now);

    void change(List<Edit> edits, Instant now);

    /**
     * Brings into line whether these records are active: they are while a record of the other side that belongs to them
     * tells so; where none of them tells a status, while one is there.
     *
     * @return how many became inactive
     */
    int settle(long organization, Map<Long, Membership> touched, Instant now);

    /** Between the values of a key. */
    String BETWEEN = "\u001f";

    /** A record that a key found. */
    record Found(String key, long id) {}

    /**
     * A record to be written.
     *
     * @param fields the names of those that changed; none: it was only synced
     */
    record Edit(LocalRecord now, Set<String> fields) {}

    /** What is known of a player's membership; nothing of other kinds'. */
    record Membership(Told number, Told status, Told joined) {
        public static final Membership UNTOLD = new Membership(Told.NOTHING, Told.NOTHING, Told.NOTHING);

        /** This, and what is not told by it as {@code before} says. */
        public Membership after(Membership before) {
            return new Membership(
                    number.known() ? number : before.number,
                    status.known() ? status : before.status,
                    joined.known() ? joined : before.joined);
        }
    }
}
