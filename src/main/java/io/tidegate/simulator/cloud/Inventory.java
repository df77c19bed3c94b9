package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All records of one account, which live: every so often one changes, less often one comes or goes. What there is
 * depends on the seed and the instant alone, not on how often it was asked for. Not thread-safe.
 */
public final class Inventory {

    private final long seed;
    private final Instant start;
    private final Duration changeEvery;
    private final Duration churnEvery;
    private final Map<Kind, Shelf> shelves = new EnumMap<>(Kind.class);
    private final Map<Long, NavigableMap<Long, ObjectNode>> dnsRecords = new TreeMap<>();
    private long changes;
    private long churns;
    private long reads;

    /**
     * @param counts records of each type at the start
     * @param start when life begins
     * @param changeEvery time between changes; zero for none
     * @param churnEvery time between creations and removals; zero for none
     */
    public Inventory(long seed, Map<Kind, Integer> counts, Instant start, Duration changeEvery, Duration churnEvery) {
        this.seed = seed;
        this.start = start;
        this.changeEvery = changeEvery;
        this.churnEvery = churnEvery;
        counts.forEach((kind, count) ->
                shelves.put(kind, new Shelf(kind, count, seed * 31 + kind.key().hashCode())));
        records(Kind.DOMAINS).keySet().forEach(domain -> addDnsRecords(domain, start));
    }

    /** Lets everything happen that lies between the last instant and this one; an earlier instant changes nothing. */
    public void advanceTo(Instant now) {
        long dueChanges = ticks(changeEvery, now);
        long dueChurns = ticks(churnEvery, now);
        while (changes < dueChanges || churns < dueChurns) {
            Instant change = start.plus(changeEvery.multipliedBy(changes + 1));
            Instant churn = start.plus(churnEvery.multipliedBy(churns + 1));
            if (churns >= dueChurns || (changes < dueChanges && !change.isAfter(churn))) {
                changes++;
                change(new Draw(seed ^ 0x5EA, changes), change);
            } else {
                churns++;
                churn(new Draw(seed ^ 0xC0A57, churns), churn);
            }
        }
    }

    /** The records of a type by their numbers, as they are now; gauges have moved since the last read. */
    public NavigableMap<Long, ObjectNode> read(Kind kind) {
        shelf(kind).stir(new Draw(seed ^ 0x6A06E, reads++));
        return records(kind);
    }

    /** The DNS records of a domain, or null when the account has no such domain. */
    public @Nullable NavigableMap<Long, ObjectNode> readDnsRecords(String domain) {
        for (Map.Entry<Long, ObjectNode> each : records(Kind.DOMAINS).entrySet()) {
            if (each.getValue().path("name").asText().equals(domain)) {
                return dnsRecords.get(each.getKey());
            }
        }
        return null;
    }

    private long ticks(Duration every, Instant now) {
        return every.isZero() ? 0 : Duration.between(start, now).dividedBy(every);
    }

    private void change(Draw draw, Instant at) {
        Kind kind = draw.of(Kind.values());
        if (kind == Kind.DOMAINS && draw.percent(60)) {
            changeDnsRecords(draw, at);
        } else {
            shelf(kind).change(draw, at);
        }
    }

    private void changeDnsRecords(Draw draw, Instant at) {
        Long[] domains = records(Kind.DOMAINS).keySet().toArray(Long[]::new);
        long domain = draw.of(domains);
        NavigableMap<Long, ObjectNode> records = dnsRecords.getOrDefault(domain, new TreeMap<>());
        DnsRecords blueprint = new DnsRecords(domain);
        if (draw.percent(50)) {
            blueprint.renew(records, draw, at);
        } else {
            blueprint.change(records.firstEntry().getValue(), draw, at);
        }
    }

    private void churn(Draw draw, Instant at) {
        Kind kind = draw.of(Kind.values());
        Shelf.Churn churn = shelf(kind).churn(draw, at);
        if (kind == Kind.DOMAINS && churn.move() == Shelf.Churn.Move.CREATED) {
            addDnsRecords(churn.number(), at);
        } else if (kind == Kind.SERVERS && churn.gone()) {
            detachFrom(Servers.id(churn.number()));
        }
    }

    private void addDnsRecords(long domain, Instant at) {
        dnsRecords.put(domain, DnsRecords.of(domain, new Draw(seed ^ 0xD25, domain), at));
    }

    private void detachFrom(long server) {
        records(Kind.BLOCK_VOLUMES).values().stream()
                .filter(volume -> volume.path("attached_to").asLong() == server)
                .forEach(BlockVolumes::detach);
    }

    private NavigableMap<Long, ObjectNode> records(Kind kind) {
        return shelf(kind).records();
    }

    private Shelf shelf(Kind kind) {
        Shelf shelf = shelves.get(kind);
        if (shelf == null) {
            throw new IllegalArgumentException("the account holds no " + kind.key());
        }
        return shelf;
    }
}
