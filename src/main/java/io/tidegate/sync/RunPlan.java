package io.tidegate.sync;

import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.egress.Egress;
import io.tidegate.provider.Lists;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.provider.failure.UnauthorizedException;
import io.tidegate.provider.request.Template;
import io.tidegate.queue.JobType;
import io.tidegate.record.Position;
import io.tidegate.record.PositionStore;
import io.tidegate.record.ResourceStore;
import io.tidegate.record.ResourceStore.ListKey;
import io.tidegate.run.ListValues;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import io.tidegate.run.TypeResult;
import io.tidegate.vault.CredentialBook;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.VaultException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a run lists: its types, parents before children, and for each type the lists that are not done yet. */
public final class RunPlan {
    /** What an earlier claim began is ended before anything else is begun. */
    private static final Comparator<Position> CUT_SHORT_FIRST =
            Comparator.comparing(one -> one.cursor() == null || one.errorCode() != null);

    private final DockStore docks;
    private final PositionStore positions;
    private final ResourceStore resources;
    private final CredentialBook credentials;
    private final Egress egress;
    private final InstantSource clock;

    public RunPlan(
            DockStore docks,
            PositionStore positions,
            ResourceStore resources,
            CredentialBook credentials,
            Egress egress,
            InstantSource clock) {
        this.docks = docks;
        this.egress = egress;
        this.positions = positions;
        this.resources = resources;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * Opens the dock's credentials.
     *
     * @throws UnauthorizedException when they cannot be opened, or are not those that are needed
     */
    public void open(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        try {
            Dock dock = run.dock();
            Provider.Access access = run.provider().access();
            egress.check(access, dock.parameters());
            try {
                open(run, dock.access().sealed());
            } catch (VaultException e) {
                // sealed anew since the row was read: a rotation of the master key came and went
                List<Dock> now = docks.find(List.of(dock.id()));
                String sealed = now.isEmpty() ? null : now.get(0).access().sealed();
                if (sealed == null || sealed.equals(dock.access().sealed())) {
                    throw e;
                }
                open(run, sealed);
            }
        } catch (VaultException | RejectedException | IllegalArgumentException e) {
            throw new UnauthorizedException(0, Objects.requireNonNull(e.getMessage()));
        }
    }

    private void open(SyncRun run, @Nullable String sealed) {
        Dock dock = run.dock();
        Provider.Access access = run.provider().access();
        credentials.open(
                run.job().claim(),
                sealed,
                new Owner(dock.owner().organization(), dock.id()),
                access.authentication().chosen(dock.parameters()),
                access.baseUrl(dock.parameters()));
    }

    /** Sets the body to the names of the routes to call, one a type. */
    public void types(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        Provider provider = run.provider();
        List<String> routes = provider.types().keySet().stream()
                .filter(type -> wanted(run.dock().resourceTypes(), type))
                .filter(type -> wanted(run.job().resourceTypes(), type))
                .map(type -> provider.name() + "-" + type)
                .toList();
        exchange.getMessage().setBody(whileTrue(routes.iterator(), run::goesOn));
    }

    private static boolean wanted(@Nullable List<String> types, String type) {
        return types == null || types.contains(type);
    }

    /**
     * Sets the body to shares of the positions to list from: one at the top, one a parent or word. As many shares as may be
     * listed at once; each takes from what is left.
     */
    public void lists(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        ResourceType type = type(exchange);
        run.begin(type.name());
        Map<String, Position> known = positions.find(run.dock().id(), type.name());
        Instant now = clock.instant();
        List<Position> todo = new ArrayList<>();
        int done = 0;
        List<String> keys = keys(run, type);
        for (String key : keys) {
            Position position = known.getOrDefault(key, Position.none(key));
            if (position.completedBy(run.job().run().event())) {
                done++;
                continue;
            }
            if (position.backingOff(now) && run.job().type() != JobType.MANUAL) {
                run.add(new TypeResult.Postponed(
                        new ListKey(run.dock().id(), type.name(), key),
                        Objects.requireNonNull(position.backoffUntil())));
            } else {
                todo.add(position);
            }
        }
        if (keys.isEmpty()) {
            run.hasNoLists(type.name());
        }
        if (done > 0) {
            run.listedBefore(type.name());
        }
        int cap = type.lists().cap();
        int most = Math.max(0, cap - done);
        if (cap > 0 && todo.size() > most) {
            todo.sort(CUT_SHORT_FIRST.thenComparing(
                    Position::startedAt, Comparator.nullsFirst(Comparator.naturalOrder())));
            todo = todo.subList(0, most);
        }
        Queue<Position> left = new ConcurrentLinkedQueue<>(todo);
        exchange.getMessage()
                .setBody(IntStream.range(0, Math.min(type.lists().concurrency(), Math.max(1, todo.size())))
                        .<Iterator<Position>>mapToObj(
                                share -> new Share(left, () -> run.goesOn() && !run.waits(type.name())))
                        .toList());
    }

    private List<String> keys(SyncRun run, ResourceType type) {
        Lists lists = type.lists();
        if (lists.isOne()) {
            return List.of("");
        } else if (!lists.each().isEmpty()) {
            try {
                return ListValues.words(run.dock().parameters(), lists.each());
            } catch (IllegalArgumentException e) {
                throw new RejectedException(0, "its lists cannot be told: " + e.getMessage());
            }
        }
        List<String> keys = new ArrayList<>();
        for (String parent : lists.parents()) {
            resources.parents(run.dock().id(), parent).forEach(id -> keys.add(lists.prefix(parent) + id));
        }
        return keys;
    }

    /** Begins the listing of the position in the body. */
    public void begin(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        ResourceType type = type(exchange);
        Position position = exchange.getMessage().getBody(Position.class);
        Template.Values values = ListValues.of(
                run.dock().parameters(),
                type,
                position.parentKey(),
                parent -> resources.document(run.dock().id(), parent.type(), parent.id()));
        exchange.setProperty(
                Listing.PROPERTY, new Listing(run, type, position, owner(run, type), values, clock.instant()));
    }

    /** Whether to ask for another page of the listing. */
    public boolean more(Exchange exchange) {
        return Listing.of(exchange).isMore();
    }

    /** Whether its last page is committed. */
    public boolean ended(Exchange exchange) {
        return Listing.of(exchange).isEnded();
    }

    /** What a token or time belongs to: it is no good for another question, or another account. */
    private static String owner(SyncRun run, ResourceType type) {
        String all = String.join(
                "\n",
                type.version(),
                run.provider().access().base().toString(),
                new TreeMap<>(run.dock().parameters()).toString(),
                String.valueOf(Sealed.lasting(run.dock().access().sealed())));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static ResourceType type(Exchange exchange) {
        String name = exchange.getProperty("type", String.class);
        ResourceType type = SyncRun.of(exchange).provider().types().get(name);
        if (type == null) {
            throw new IllegalStateException(
                    "type " + name + " is new to this run, which keeps the facts it began with");
        }
        return type;
    }

    /** Takes from what is left for several, as long as the run goes on. */
    private static final class Share implements Iterator<Position> {
        private final Queue<Position> left;
        private final BooleanSupplier goesOn;
        private @Nullable Position next;

        Share(Queue<Position> left, BooleanSupplier goesOn) {
            this.left = left;
            this.goesOn = goesOn;
        }

        @Override
        public boolean hasNext() {
            if (next == null && goesOn.getAsBoolean()) {
                next = left.poll();
            }
            return next != null;
        }

        @Override
        public Position next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Position taken = Objects.requireNonNull(next);
            next = null;
            return taken;
        }
    }

    /** The same elements as long as {@code goesOn} holds: what comes after a stop is not even begun. */
    private static <T> Iterator<T> whileTrue(Iterator<T> all, BooleanSupplier goesOn) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return goesOn.getAsBoolean() && all.hasNext();
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return all.next();
            }
        };
    }
}
