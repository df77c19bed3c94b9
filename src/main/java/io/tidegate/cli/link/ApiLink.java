package io.tidegate.cli.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.api.ApiJson;
import io.tidegate.api.Problem;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.page.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the API for what a command needs; what goes wrong is said as commands say it. */
public final class ApiLink {
    private static final int WRONG = 400;
    private static final int NOT_SIGNED_IN = 401;
    private static final int MISSING = 404;
    private static final int FIRST_PROBLEM = 300;
    private static final int MOST = 1_000;

    private final Transport transport;
    /** A newer server may know more than this command does. */
    private final ObjectMapper json = ApiJson.mapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public ApiLink(Transport transport) {
        this.transport = transport;
    }

    /** Whether the API is in this process. */
    public boolean isLocal() {
        return transport.isLocal();
    }

    /**
     * Something that was read, and its version.
     *
     * @param tag to be named when it is changed; null where it has none
     */
    public record Tagged<T>(T value, @Nullable String tag) {}

    /** One thing. */
    public <T> T get(String path, Class<T> type) {
        return get(path, Map.of(), type);
    }

    /** One thing; parameters that are null are left out. */
    public <T> T get(String path, Map<String, ? extends @Nullable Object> query, Class<T> type) {
        return type.cast(read(ask("GET", path, query, null).body(), json.constructType(type)));
    }

    /** One thing; empty when it is not there. */
    public <T> Optional<T> find(String path, Class<T> type) {
        return find(path, Map.of(), type);
    }

    /** The same with parameters. */
    public <T> Optional<T> find(String path, Map<String, ? extends @Nullable Object> query, Class<T> type) {
        Transport.Told told = transport.ask(asked("GET", path, query, null));
        if (told.status() == MISSING) {
            Problem.Body problem = body(told);
            if (problem != null && problem.type().equals(Problem.Kind.NOT_FOUND.type())) {
                return Optional.empty();
            }
        }
        return Optional.of(type.cast(read(good(told).body(), json.constructType(type))));
    }

    /** One thing with its version. */
    public <T> Tagged<T> tagged(String path, Class<T> type) {
        return tagged(ask("GET", path, Map.of(), null), type);
    }

    private <T> Tagged<T> tagged(Transport.Told told, Class<T> type) {
        return new Tagged<>(type.cast(read(told.body(), json.constructType(type))), told.tag());
    }

    /** A page of a list; parameters that are null are left out. */
    public <T> Page<T> page(String path, Map<String, ? extends @Nullable Object> query, Class<T> type) {
        JavaType pages = json.getTypeFactory().constructParametricType(Page.class, type);
        Page<?> page = (Page<?>) read(ask("GET", path, query, null).body(), pages);
        return new Page<>(page.items().stream().map(type::cast).toList(), page.next());
    }

    /** A whole list, however long, page by page. */
    public <T> List<T> all(String path, Map<String, ? extends @Nullable Object> query, Class<T> type) {
        List<T> all = new ArrayList<>();
        Map<String, @Nullable Object> asked = new HashMap<>(query);
        asked.put("limit", MOST);
        Page<T> page;
        do {
            page = page(path, asked, type);
            all.addAll(page.items());
            asked.put("after", page.next());
        } while (page.next() != null);
        return all;
    }

    /**
     * Makes or does something.
     *
     * @param body a record; null for none
     */
    public <T> T send(String method, String path, @Nullable Object body, Class<T> type) {
        return type.cast(read(ask(method, path, Map.of(), body).body(), json.constructType(type)));
    }

    /** Sends a file as it is, and leaves the reading of it to the API. */
    public <T> T upload(String path, String contentType, byte[] file, Class<T> type) {
        Transport.Asked asked = new Transport.Asked("PUT", path, Map.of(), Map.of("Content-Type", contentType), file);
        return type.cast(read(good(transport.ask(asked)).body(), json.constructType(type)));
    }

    /**
     * Changes something, where nobody else did since it was read.
     *
     * @param tag of the version that was read
     */
    public <T> Tagged<T> change(String method, String path, Object body, @Nullable String tag, Class<T> type) {
        Transport.Asked asked = asked(method, path, Map.of(), body);
        if (tag != null) {
            asked.headers().put("If-Match", tag);
        }
        return tagged(good(transport.ask(asked)), type);
    }

    /**
     * Does something that may not be possible as things are.
     *
     * @param impossible what that means for the command
     */
    public <T> T attempt(String path, Class<T> type, Function<Problem.Body, T> impossible) {
        Transport.Told told = transport.ask(asked("POST", path, Map.of(), null));
        Problem.Body problem = told.status() == Problem.Kind.CONFLICT.status() ? body(told) : null;
        return problem == null
                ? type.cast(read(good(told).body(), json.constructType(type)))
                : impossible.apply(problem);
    }

    /**
     * Asks a rule of the API here, before anything is sent.
     *
     * @throws CommandException that says it as the options do
     */
    public static <T extends @Nullable Object> T checked(Supplier<T> rule) {
        try {
            return rule.get();
        } catch (Problem e) {
            throw CommandException.wrongUse(FieldNames.spoken(e.getMessage() + "."));
        }
    }

    /** Does something that has no answer. */
    public void delete(String path, Map<String, ? extends @Nullable Object> query) {
        ask("DELETE", path, query, null);
    }

    /**
     * Writes a long answer out.
     *
     * @throws CommandException when it breaks off, or cannot be written
     */
    public void stream(String path, Map<String, ? extends @Nullable Object> query, OutputStream out) {
        try {
            Transport.Told told = transport.stream(asked("GET", path, query, null), out);
            if (told.status() >= FIRST_PROBLEM) {
                throw problem(told);
            }
            out.flush();
        } catch (IOException e) {
            throw CommandException.failed("The export broke off: " + e.getMessage() + ". What was written is not all.");
        }
    }

    private Transport.Told ask(
            String method, String path, Map<String, ? extends @Nullable Object> query, @Nullable Object body) {
        return good(transport.ask(asked(method, path, query, body)));
    }

    private Transport.Told good(Transport.Told told) {
        if (told.status() >= FIRST_PROBLEM) {
            throw problem(told);
        }
        return told;
    }

    private Transport.Asked asked(
            String method, String path, Map<String, ? extends @Nullable Object> query, @Nullable Object body) {
        Map<String, String> texts = new HashMap<>();
        query.forEach((name, value) -> {
            if (value != null) {
                texts.put(name, value.toString());
            }
        });
        Map<String, String> headers = new HashMap<>();
        if (method.equals("POST")) {
            headers.put("Idempotency-Key", UUID.randomUUID().toString());
        }
        return new Transport.Asked(method, path, texts, headers, bytes(body));
    }

    private byte[] bytes(@Nullable Object body) {
        try {
            return body == null ? new byte[0] : json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private Object read(byte[] body, JavaType type) {
        try {
            return json.readerFor(type).readValue(body);
        } catch (IOException e) {
            throw CommandException.failed("The server's answer cannot be read; is it Tidegate of about this version?");
        }
    }

    private Problem.@Nullable Body body(Transport.Told told) {
        try {
            Problem.Body problem = json.readValue(told.body(), Problem.Body.class);
            return problem == null || problem.detail() == null || problem.type() == null ? null : problem;
        } catch (IOException e) {
            return null;
        }
    }

    private CommandException problem(Transport.Told told) {
        Problem.Body problem = body(told);
        String detail = problem == null
                ? "The server answered " + told.status() + ", and not as Tidegate does: is the URL right?"
                : FieldNames.spoken(problem.detail());
        if (told.status() == NOT_SIGNED_IN && !isLocal()) {
            detail += " Say who you are by an API token in TIDEGATE_SERVER_TOKEN.";
        }
        return told.status() == WRONG ? CommandException.wrongUse(detail) : CommandException.failed(detail);
    }
}
