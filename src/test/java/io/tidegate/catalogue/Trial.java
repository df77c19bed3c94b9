package io.tidegate.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.flow.Stored;
import io.tidegate.flow.TestDocks;
import io.tidegate.provider.Provider;
import io.tidegate.simulator.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A type under test: a dock that wants it, and the provider's script. */
final class Trial {
    /** What every token begins with. */
    static final String TOKEN = "canary-token-";

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final AtomicInteger TOKENS = new AtomicInteger();

    final CatalogueNode node;
    final TypeFixture type;
    final ListScript list;
    final long dock;
    private final @Nullable TypeFixture beside;
    private final ProviderScript script;

    private Trial(CatalogueNode node, TypeFixture type, @Nullable TypeFixture beside) {
        this.node = node;
        this.type = type;
        this.beside = beside;
        List<TypeFixture> wanted = new ArrayList<>(Catalogue.parents(type));
        wanted.add(type);
        if (beside != null) {
            wanted.add(beside);
        }
        script = new ProviderScript(type.provider(), wanted);
        list = script.list(type.type());
        if (type.parent() != null) {
            script.list(type.parent()).fill(3);
        }
        String token = TOKEN + TOKENS.incrementAndGet();
        script.token(token);
        node.play(type.provider().name(), script);
        Provider provider = Objects.requireNonNull(
                node.provider(type.provider().name()), type.provider().name() + " did not load");
        dock = node.dock(new TestDocks.New(
                provider,
                token,
                type.provider().parameters(),
                wanted.stream().map(TypeFixture::type).toList()));
    }

    static Trial of(CatalogueNode node, TypeFixture type) {
        return new Trial(node, type, null);
    }

    /** With one more type of the provider, if it has one at another path. */
    static Trial besideAnother(CatalogueNode node, TypeFixture type) {
        TypeFixture other = Catalogue.types(type.provider().name()).values().stream()
                .filter(one -> one.file() == null
                        && one.parent() == null
                        && !one.type().equals(type.parent()))
                .filter(one -> !one.path().equals(type.path()) || one.text().has("body"))
                .filter(one -> !one.type().equals(type.type()))
                .findFirst()
                .orElse(null);
        return new Trial(node, type, other);
    }

    @Nullable TypeFixture beside() {
        return beside;
    }

    /** Listed once with so many records. */
    Trial listed(int records) {
        list.fill(records);
        good(sync());
        return this;
    }

    Stored.Event sync() {
        return sync(MINUTE);
    }

    /** Syncs when everything is listed anew, even what is asked for by its changes only. */
    Stored.Event syncWhole() {
        return sync(Duration.ofHours(25));
    }

    private Stored.Event sync(Duration later) {
        if (type.file() != null) {
            list.drop(node.data().resolve(type.file()));
        }
        return node.sync(dock, later);
    }

    /** @throws AssertionError when the run was no success or asked for what is no list of the provider's */
    Stored.Event good(Stored.Event event) {
        if (!event.status().equals("success") || !script.strays().isEmpty()) {
            throw new AssertionError(type + ": " + event + ", asked beside its lists " + script.strays());
        }
        return event;
    }

    /** Answers for the next requests for the type's lists. */
    void next(Answer... answers) {
        list.next(answers);
    }

    /** How many lists the type has: one at the top, or one for each parent. */
    int lists() {
        return type.file() != null
                ? 0
                : type.parent() == null ? 1 : parents().records().size();
    }

    ListScript parents() {
        return script.list(Objects.requireNonNull(type.parent()));
    }

    ObjectNode record(int index) {
        return list.records().get(index);
    }

    List<Stored.Resource> rows() {
        return node.stored().resources(dock, type.type());
    }

    List<Stored.Resource> live() {
        return rows().stream().filter(row -> !row.deleted()).toList();
    }

    /** What tells whether a row was written: it changes with every write. */
    List<String> versions() {
        return rows().stream().map(Stored.Resource::version).toList();
    }
}
