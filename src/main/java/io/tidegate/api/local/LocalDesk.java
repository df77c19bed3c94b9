package io.tidegate.api.local;

import io.tidegate.api.Call;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.federation.compare.FieldRule;
import io.tidegate.federation.declared.TwoWay;
import io.tidegate.federation.side.Editable;
import io.tidegate.federation.side.Editing;
import io.tidegate.federation.side.FieldException;
import io.tidegate.federation.side.Held;
import io.tidegate.federation.side.LocalChangeStore;
import io.tidegate.federation.side.PlayerEditStore;
import io.tidegate.federation.side.RecordEditStore;
import io.tidegate.federation.side.Shape;
import io.tidegate.provider.Providers;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes local records of any kind for whoever is allowed to. */
public final class LocalDesk {
    private final Providers providers;

    /** @param providers whose declarations say what fields a kind has */
    public LocalDesk(Providers providers) {
        this.providers = providers;
    }

    /**
     * Why, where, and how a change is wanted.
     *
     * @param origin {@code person} or {@code settled}
     * @param pointer what a field's name is put in the place of {@code *} in, to say where it was sent
     */
    public record Wish(String origin, String pointer, Map<String, @Nullable String> fields) {}

    /** A record as it stands; empty when the organization has none. */
    public Optional<Held> read(Stores stores, String kind, long id) {
        return side(stores, kind).read(id);
    }

    /** Locks a record; empty when the organization has none. */
    public Optional<Held> hold(Stores stores, String kind, long id) {
        return side(stores, kind).hold(id);
    }

    /** What fields it has. */
    public Shape shape(Held held) {
        return held.kind().equals(TwoWay.PLAYER) ? Shape.PLAYER : Shape.of(rules(held.kind()), held);
    }

    private List<FieldRule> rules(String kind) {
        return providers.all().stream()
                .flatMap(provider -> provider.twoWays().values().stream())
                .filter(declared -> declared.kind().equals(kind))
                .flatMap(declared -> declared.fields().stream())
                .toList();
    }

    /**
     * Changes a record that is held, and writes who did.
     *
     * @throws Problem that names the field which cannot hold what is wanted
     */
    public Editing change(Call call, Stores stores, Held held, Wish wish) {
        Editing done;
        try {
            done = Editing.of(
                    held,
                    wish.fields(),
                    shape(held),
                    call.now().atZone(ZoneOffset.UTC).toLocalDate());
        } catch (FieldException e) {
            throw Problem.invalid(wish.pointer().replace("*", e.field()), String.valueOf(e.getMessage()));
        }
        if (!done.changes().isEmpty()) {
            side(stores, held.kind()).write(held, done.fields(), call.now());
            new LocalChangeStore(stores.scoped().jdbi())
                    .add(
                            new LocalChangeStore.By(
                                    stores.deed().organization(),
                                    wish.origin(),
                                    call.actor().name(),
                                    call.now()),
                            held,
                            done.changes());
            stores.deed()
                    .detail(
                            "fields",
                            done.changes().stream()
                                    .map(Editing.Change::field)
                                    .sorted()
                                    .collect(Collectors.joining(" ")));
        }
        return done;
    }

    private static Editable side(Stores stores, String kind) {
        return kind.equals(TwoWay.PLAYER)
                ? new PlayerEditStore(stores.scoped().jdbi())
                : new RecordEditStore(stores.scoped().jdbi(), stores.json());
    }
}
