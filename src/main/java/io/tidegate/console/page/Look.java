package io.tidegate.console.page;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.api.Problem;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One look at a page, or one press of a button on it: who, when, under which link, and the way to what they may see. */
public final class Look {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}");

    private final Actor actor;
    private final Instant now;
    private final Link link;
    private final Map<String, String> inPath;
    private final Map<String, String> form;
    private final boolean whole;
    private final Asker asker;

    /**
     * What was asked for.
     *
     * @param link to it, with its query
     * @param inPath what stands in the path, by name
     * @param form what was sent; empty where one only looks
     * @param whole whether the page is loaded; else what stands of it already is brought up to now
     */
    public record Request(Link link, Map<String, String> inPath, Map<String, String> form, boolean whole) {
        public Request {
            inPath = Map.copyOf(inPath);
            form = Map.copyOf(form);
        }
    }

    /** One look. */
    public Look(Actor actor, Instant now, Request request, Asker asker) {
        this.actor = actor;
        this.now = now;
        this.link = request.link();
        this.inPath = request.inPath();
        this.form = request.form();
        this.whole = request.whole();
        this.asker = asker;
    }

    public Actor actor() {
        return actor;
    }

    public boolean may(Permission permission) {
        return actor.may(permission);
    }

    public Instant now() {
        return now;
    }

    /** The page that is looked at, with its filters. */
    public Link link() {
        return link;
    }

    /** Where one goes on after an action: to the page that asked, or to that one when none of ours is said to have. */
    public Link back(Link otherwise) {
        Link asking = Link.read(link.get("back"));
        return asking == null ? otherwise : asking;
    }

    /** Whether the page is loaded; else what says {@code data-keep} stays as it stands there, whatever is made of it. */
    public boolean whole() {
        return whole;
    }

    /**
     * What stands in the path under this name.
     *
     * @throws Problem when it could be no id or word of ours
     */
    public String at(String name) {
        String word = inPath.getOrDefault(name, "");
        if (!WORD.matcher(word).matches()) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no page at this address.");
        }
        return word;
    }

    /** What the query says under this name; null when nothing, or nothing but blanks. */
    public @Nullable String query(String name) {
        String value = link.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** What was sent under this name; null when nothing, or nothing but blanks. */
    public @Nullable String form(String name) {
        String value = form.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * What an operation that reads answers.
     *
     * @param type as the operation declares it
     * @param query what it takes; nulls are left out
     * @throws Problem when it is not answered, with why
     */
    public <T> T get(Class<T> type, String path, Map<String, ?> query) {
        return Objects.requireNonNull(type.cast(asker.ask(actor, "GET", path, query, null)), path);
    }

    public <T> T get(Class<T> type, String path) {
        return get(type, path, Map.of());
    }

    /** A page of a list. */
    public <T> Page<T> page(Class<T> item, String path, Map<String, ?> query) {
        Page<?> page = get(Page.class, path, query);
        List<T> items = page.items().stream().map(item::cast).toList();
        return new Page<>(items, page.next());
    }

    /**
     * Does something.
     *
     * @param body as the operation takes it; null for nothing
     * @return what it answers; null for nothing
     * @throws Problem when it is not done, with why
     */
    public @Nullable Object send(String method, String path, @Nullable Object body) {
        return asker.ask(actor, method, path, Map.of(), body);
    }
}
