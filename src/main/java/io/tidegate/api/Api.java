package io.tidegate.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.AccessControl;
import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.RefusedException;
import io.tidegate.account.AccountException;
import io.tidegate.db.DatabaseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All operations, and the way from a request to the answer of the one that it means. Never throws. */
public final class Api {
    /** What REST puts before every path. */
    public static final String PREFIX = "/api/v1";

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private final List<Operation> operations;
    private final AccessControl control;
    private final Idempotency keys;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final int reservePercent;

    public Api(List<Operation> operations, AccessControl control, int reservePercent, InstantSource clock) {
        this.operations = List.copyOf(operations);
        this.control = control;
        this.json = ApiJson.mapper();
        this.keys = new Idempotency(json);
        this.reservePercent = reservePercent;
        this.clock = clock;
    }

    /** Everything that can be asked. */
    public List<Operation> operations() {
        return operations;
    }

    /** What lets people do things, for what is done to no row and so has no operation here. */
    public AccessControl control() {
        return control;
    }

    /** The template of the path that a request means, {@link #PREFIX} included; null when nothing answers there. */
    public @Nullable String template(ApiRequest request) {
        return operations.stream()
                .map(Operation::path)
                .filter(path -> PathTemplate.match(path, request.path()) != null)
                .findFirst()
                .map(path -> PREFIX + path)
                .orElse(null);
    }

    /** Answers a request; also what goes wrong is an answer. */
    public ApiResponse handle(Actor actor, ApiRequest request) {
        return tagged(request, respond(actor, request));
    }

    /** The same without a tag, for who is in this process and keeps nothing. */
    public ApiResponse respond(Actor actor, ApiRequest request) {
        try {
            return answer(actor, request);
        } catch (Problem e) {
            return e.response();
        } catch (RefusedException e) {
            Problem.Kind kind = actor.permissions().isEmpty() && actor.person() == null
                    ? Problem.Kind.NOT_SIGNED_IN
                    : Problem.Kind.NOT_ALLOWED;
            return new Problem(kind, String.valueOf(e.getMessage())).response();
        } catch (AccountException e) {
            return new Problem(
                            switch (e.kind()) {
                                case INVALID -> Problem.Kind.INVALID_INPUT;
                                case MISSING -> Problem.Kind.NOT_FOUND;
                                case CONFLICT -> Problem.Kind.CONFLICT;
                            },
                            String.valueOf(e.getMessage()))
                    .response();
        } catch (RuntimeException e) {
            if (DatabaseException.isOutage(e)) {
                LOG.warn("{} {} cannot be answered, the database does not answer", request.method(), request.path());
                return new Problem(
                                Problem.Kind.UNAVAILABLE, "The database does not answer; try again in a few seconds.")
                        .with("Retry-After", "5")
                        .response();
            }
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return new Problem(Problem.Kind.INTERNAL, "This is Tidegate's fault; its log says more.").response();
        }
    }

    /** An answer's JSON as bytes; empty where it sends none. */
    public byte[] bytes(ApiResponse response) {
        Object value = response.json();
        try {
            return value == null ? new byte[0] : json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private ApiResponse answer(Actor actor, ApiRequest request) {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        TreeSet<String> others = new TreeSet<>();
        for (Operation operation : operations) {
            Map<String, String> inPath = PathTemplate.match(operation.path(), request.path());
            if (inPath != null && operation.method().equals(method)) {
                return run(operation, actor, request, inPath);
            } else if (inPath != null) {
                others.add(operation.method());
            }
        }
        if (others.isEmpty()) {
            throw new Problem(Problem.Kind.NOT_FOUND, "Nothing answers at this path; see " + PREFIX + "/openapi.json.");
        }
        throw new Problem(Problem.Kind.METHOD_NOT_ALLOWED, "This path takes " + String.join(", ", others) + ".")
                .with("Allow", String.join(", ", others));
    }

    private ApiResponse run(Operation operation, Actor actor, ApiRequest request, Map<String, String> inPath) {
        Permission needed = operation.permission();
        if (needed != null) {
            control.require(actor, needed, operation.action());
        }
        Call call = new Call(
                operation,
                actor,
                request,
                inPath,
                query(operation, request),
                new Call.Surroundings(
                        control, deed -> new Stores(deed, json, reservePercent), keys, json, clock.instant()));
        return operation.handler().handle(call);
    }

    private static Map<String, Object> query(Operation operation, ApiRequest request) {
        Map<String, Object> read = new HashMap<>();
        List<String> known = new ArrayList<>();
        operation.params().forEach(param -> known.add(param.name()));
        request.query().forEach((name, values) -> {
            int at = known.indexOf(name);
            if (at < 0) {
                throw Problem.invalid(
                        name.length() > 60 ? name.substring(0, 60) : name,
                        known.isEmpty()
                                ? "is unknown; there are no parameters"
                                : "is unknown; there are " + String.join(", ", known));
            } else if (values.size() > 1) {
                throw Problem.invalid(name, "is given " + values.size() + " times");
            }
            read.put(name, operation.params().get(at).read(values.get(0)));
        });
        return read;
    }

    private ApiResponse tagged(ApiRequest request, ApiResponse response) {
        if (response.status() != 200 || response.json() == null) {
            return response;
        }
        String tag = Tags.of(response.version(), bytes(response));
        boolean asks = request.method().equals("GET") || request.method().equals("HEAD");
        if (asks && Tags.isNamed(request.header("if-none-match"), tag)) {
            return new ApiResponse(304, Map.of("ETag", tag), null, null);
        }
        return response.with("ETag", tag);
    }
}
