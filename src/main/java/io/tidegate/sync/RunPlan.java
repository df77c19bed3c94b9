package io.tidegate.sync;

import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.failure.UnauthorizedException;
import io.tidegate.queue.JobType;
import io.tidegate.record.Position;
import io.tidegate.record.PositionStore;
import io.tidegate.record.ResourceStore;
import io.tidegate.record.ResourceStore.ListKey;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import io.tidegate.run.TypeResult;
import io.tidegate.vault.CredentialBook;
import io.tidegate.vault.Owner;
import io.tidegate.vault.VaultException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a run lists: its types, parents before children, and for each type the lists that are not done yet. */
public final class RunPlan {
    private final PositionStore positions;
    private final ResourceStore resources;
    private final CredentialBook credentials;
    private final InstantSource clock;

    public RunPlan(PositionStore positions, ResourceStore resources, CredentialBook credentials, InstantSource clock) {
        this.positions = positions;
        this.resources = resources;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * Opens the dock's credentials.
     *
     * @throws UnauthorizedException when they cannot be opened
     */
    public void open(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        try {
            String sealed = run.dock().access().sealed();
            if (sealed != null) {
                Owner owner =
                        new Owner(run.dock().owner().organization(), run.dock().id());
                credentials.open(run.job().claim(), sealed, owner);
            }
        } catch (VaultException e) {
            throw new UnauthorizedException(0, Objects.requireNonNull(e.getMessage()));
        }
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

    /** Sets the body to the positions to list from: one at the top, or one a parent. */
    public void lists(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        String typeName = type(exchange);
        ResourceType type = run.provider().types().get(typeName);
        if (type == null) {
            throw new IllegalStateException(
                    "type " + typeName + " is new to this run, which keeps the facts it began with");
        }
        Map<String, Position> known = positions.find(run.dock().id(), typeName);
        List<String> parents = type.parent() == null
                ? List.of("")
                : resources.parents(run.dock().id(), type.parent());
        Instant now = clock.instant();
        List<Position> todo = new ArrayList<>();
        for (String parent : parents) {
            Position position = known.getOrDefault(parent, Position.none(parent));
            if (position.completedBy(run.job().run().event())) {
                continue;
            }
            if (position.backingOff(now) && run.job().type() != JobType.MANUAL) {
                run.add(new TypeResult.Postponed(
                        new ListKey(run.dock().id(), typeName, parent),
                        Objects.requireNonNull(position.backoffUntil())));
            } else {
                todo.add(position);
            }
        }
        exchange.getMessage().setBody(whileTrue(todo.iterator(), () -> run.goesOn() && !run.waits(typeName)));
    }

    /** Begins the listing of the position in the body. */
    public void begin(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        ResourceType type = Objects.requireNonNull(run.provider().types().get(type(exchange)));
        Position position = exchange.getMessage().getBody(Position.class);
        exchange.setProperty(Listing.PROPERTY, new Listing(run, type, position, clock.instant()));
    }

    private static String type(Exchange exchange) {
        return exchange.getProperty("type", String.class);
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
