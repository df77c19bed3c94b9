package io.tidegate.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.Actor;
import io.tidegate.db.scope.Scoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creations that are asked for twice, because the first answer was lost, and happen once. */
final class Idempotency {
    private static final String HEADER = "idempotency-key";

    private final ObjectMapper json;

    Idempotency(ObjectMapper json) {
        this.json = json;
    }

    /** Does what is asked, or answers what was answered before; of two at the same time the second waits. */
    ApiResponse once(
            Operation operation,
            Actor actor,
            ApiRequest request,
            Scoped scoped,
            Instant now,
            Supplier<ApiResponse> work) {
        String key = key(operation, request);
        if (key == null) {
            return work.get();
        }
        IdempotencyStore store = new IdempotencyStore(scoped.jdbi(), scoped.organization(), actor.name());
        // neither the key nor what came with it can be guessed from what is kept
        String name = HexFormat.of().formatHex(Tags.sha256(Tags.bytes(key)));
        String hash = hash(key, request);
        store.lock(name);
        ApiResponse before = answered(store, name, hash);
        if (before != null) {
            return before;
        }
        ApiResponse made = work.get();
        store.keep(
                name,
                new IdempotencyStore.Kept(
                        hash, made.status(), text(made), made.headers().get("Location")),
                now);
        return made;
    }

    /** What was answered before, or null when nothing was. */
    private @Nullable ApiResponse answered(IdempotencyStore store, String key, String hash) {
        IdempotencyStore.Kept kept = store.find(key);
        if (kept == null) {
            return null;
        } else if (!kept.request().equals(hash)) {
            throw new Problem(
                    Problem.Kind.KEY_REUSED, "This Idempotency-Key came with another request before: make a new one.");
        }
        ApiResponse response = new ApiResponse(
                kept.status(), Map.of("Idempotent-Replayed", "true"), new ApiResponse.Content.Json(tree(kept)), null);
        String location = kept.location();
        return location == null ? response : response.with("Location", location);
    }

    private static @Nullable String key(Operation operation, ApiRequest request) {
        String key = request.header(HEADER);
        if (key == null || !operation.isOnce()) {
            return null;
        } else if (!key.matches("[\\x21-\\x7e]{1,255}")) {
            throw Problem.invalid("Idempotency-Key", "has 1 to 255 visible ASCII characters");
        }
        return key;
    }

    private static String hash(String key, ApiRequest request) {
        return HexFormat.of()
                .formatHex(Tags.sha256(
                        Tags.bytes(key), Tags.bytes(request.method()), Tags.bytes(request.path()), request.body()));
    }

    /** Without what is shown once. */
    private String text(ApiResponse made) {
        Object value = made.json();
        JsonNode tree = json.valueToTree(value instanceof Secretive shown ? shown.withoutSecret() : value);
        return tree.toString();
    }

    private JsonNode tree(IdempotencyStore.Kept kept) {
        try {
            return json.readTree(kept.response());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("idempotency_keys.response holds no JSON", e);
        }
    }
}
