package io.tidegate.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.AccessControl;
import io.tidegate.access.Actor;
import io.tidegate.access.AuditEntry;
import io.tidegate.access.Deed;
import io.tidegate.access.Permission;
import io.tidegate.page.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request on its way through its operation: what was asked, by whom, and the way to what is stored. */
public final class Call {
    private final Operation operation;
    private final Actor actor;
    private final ApiRequest request;
    private final Map<String, String> inPath;
    private final Map<String, Object> inQuery;
    private final Surroundings around;

    /** What every call works with. */
    record Surroundings(
            AccessControl control, Function<Deed, Stores> stores, Idempotency keys, ObjectMapper json, Instant now) {}

    Call(
            Operation operation,
            Actor actor,
            ApiRequest request,
            Map<String, String> inPath,
            Map<String, Object> inQuery,
            Surroundings around) {
        this.operation = operation;
        this.actor = actor;
        this.request = request;
        this.inPath = inPath;
        this.inQuery = inQuery;
        this.around = around;
    }

    public Actor actor() {
        return actor;
    }

    /** Now, in the microseconds that PostgreSQL keeps. */
    public Instant now() {
        return around.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** A number in the path. */
    public long id(String name) {
        return Long.parseLong(Objects.requireNonNull(inPath.get(name)));
    }

    /** A text in the path. */
    public String word(String name) {
        return Objects.requireNonNull(inPath.get(name));
    }

    /** A parameter, or null when it was not sent. */
    public @Nullable String text(String name) {
        return (String) inQuery.get(name);
    }

    public @Nullable Long number(String name) {
        return (Long) inQuery.get(name);
    }

    /** Whether {@link Param#ORDER} says that the oldest stands first. */
    public boolean oldest() {
        return "oldest".equals(text(Param.ORDER.name()));
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(inQuery.get(name));
    }

    public @Nullable Instant instant(String name) {
        return (Instant) inQuery.get(name);
    }

    /**
     * What was sent, as the operation declares it.
     *
     * @throws Problem that names each field which is wrong
     */
    public <T> T body(Class<T> type) {
        boolean sent = operation.bodyNeeded() || request.body().length > 0;
        return Bodies.read(around.json(), sent ? request : request.withEmptyObject(), type);
    }

    /**
     * A file that was sent, as it came.
     *
     * @throws Problem when it is said to be of another content type
     */
    public byte[] file(String contentType) {
        String sent = request.header("content-type");
        if (sent != null && !sent.replaceFirst(";.*", "").strip().equalsIgnoreCase(contentType)) {
            throw new Problem(Problem.Kind.UNSUPPORTED_TYPE, "Send " + contentType + ".");
        }
        return request.body();
    }

    /** Reads the page that is asked for. */
    public <T> ApiResponse page(Stores stores, Pages<T> list) {
        return page((after, limit) -> list.read(stores, after, limit));
    }

    /** A list that is read by key. */
    @FunctionalInterface
    public interface Pages<T> {
        Page<T> read(Stores stores, @Nullable String after, int limit);
    }

    /** Looks at what the actor's organization has. */
    public <T> T look(Function<Stores, T> work) {
        Permission needed = Objects.requireNonNull(operation.permission());
        return around.control().look(actor, needed, operation.action(), deed -> work.apply(stores(deed)));
    }

    /** Reads the page that is asked for, of what is not an organization's. */
    public <T> ApiResponse pagesOfInstance(BiFunction<@Nullable String, Integer, Page<T>> list) {
        return lookAtInstance(() -> page(list));
    }

    private <T> ApiResponse page(BiFunction<@Nullable String, Integer, Page<T>> list) {
        Long limit = number("limit");
        try {
            return ApiResponse.ok(list.apply(text("after"), limit == null ? usual() : limit.intValue()));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("after", String.valueOf(e.getMessage()));
        }
    }

    private int usual() {
        return Objects.requireNonNull(operation.answer()).limit();
    }

    /** A page of what the actor's organization has. */
    public <T> ApiResponse pages(Pages<T> list) {
        return look(stores -> page(stores, list));
    }

    /**
     * Does something, in one transaction with the log of it; a creation that was asked for before under the same key is
     * answered as it was then.
     *
     * @param target what it is done to; null where that is known only later
     */
    public ApiResponse act(@Nullable String target, Function<Stores, ApiResponse> work) {
        Permission needed = Objects.requireNonNull(operation.permission());
        return around.control()
                .act(
                        actor,
                        needed,
                        operation.action(),
                        target,
                        deed -> around.keys()
                                .once(operation, actor, request, deed.scoped(), now(), () -> work.apply(stores(deed))));
    }

    /** Looks at what concerns the whole instance. */
    public ApiResponse lookAtInstance(Supplier<ApiResponse> work) {
        around.control().require(actor, Objects.requireNonNull(operation.permission()), operation.action());
        return work.get();
    }

    /** Does what concerns the whole instance, and writes it into the log. */
    public ApiResponse actOnInstance(Function<AccessControl.Targeted, ApiResponse> work) {
        Permission needed = Objects.requireNonNull(operation.permission());
        return around.control().actOnInstance(actor, needed, operation.action(), work);
    }

    /**
     * Does something on the way to a deed, and writes into the log when that ends here.
     *
     * @param target what it is done to; null where that is known only later
     */
    public <T extends @Nullable Object> T onTheWay(@Nullable String target, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            String error = e instanceof Problem problem
                    ? problem.kind().title()
                    : e.getClass().getSimpleName();
            around.control().note(actor, operation.action(), target, AuditEntry.Result.FAILED, Map.of("error", error));
            throw e;
        }
    }

    /**
     * Looks whether the actor's picture of a resource is still true, where they say which one they have.
     *
     * @param version of what can be set, see {@link ApiResponse#at}
     * @throws Problem when it was changed since
     */
    public void require(String version) {
        String match = request.header("if-match");
        if (match != null && !Tags.names(match, version)) {
            throw new Problem(
                    Problem.Kind.CHANGED_SINCE, "Someone changed it since you read it: read it again, then decide.");
        }
    }

    private Stores stores(Deed deed) {
        return around.stores().apply(deed);
    }
}
