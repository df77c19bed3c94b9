package io.tidegate.cli.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.api.ApiJson;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.page.Page;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks the API for what a command needs; what goes wrong is said as commands say it. */
public final class ApiLink {
    private static final int WRONG = 400;
    private static final int NOT_SIGNED_IN = 401;
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

    /** One thing. */
    public <T> T get(String path, Class<T> type) {
        return get(path, Map.of(), type);
    }

    /** One thing; parameters that are null are left out. */
    public <T> T get(String path, Map<String, ? extends @Nullable Object> query, Class<T> type) {
        return type.cast(read(ask("GET", path, query, null), json.constructType(type)));
    }

    /** A page of a list; parameters that are null are left out. */
    public <T> Page<T> page(String path, Map<String, ? extends @Nullable Object> query, Class<T> type) {
        JavaType pages = json.getTypeFactory().constructParametricType(Page.class, type);
        Page<?> page = (Page<?>) read(ask("GET", path, query, null), pages);
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
        return type.cast(read(ask(method, path, Map.of(), body), json.constructType(type)));
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

    private byte[] ask(
            String method, String path, Map<String, ? extends @Nullable Object> query, @Nullable Object body) {
        Transport.Told told = transport.ask(asked(method, path, query, body));
        if (told.status() >= FIRST_PROBLEM) {
            throw problem(told);
        }
        return told.body();
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

    private CommandException problem(Transport.Told told) {
        String detail;
        try {
            JsonNode problem = json.readTree(told.body());
            detail = problem == null ? "" : problem.path("detail").asText();
        } catch (IOException e) {
            detail = "";
        }
        if (detail.isEmpty()) {
            detail = "The server answered " + told.status() + ", and not as Tidegate does: is the URL right?";
        }
        if (told.status() == NOT_SIGNED_IN && !isLocal()) {
            detail += " Say who you are by an API token in TIDEGATE_SERVER_TOKEN.";
        }
        return told.status() == WRONG ? CommandException.wrongUse(detail) : CommandException.failed(detail);
    }
}
