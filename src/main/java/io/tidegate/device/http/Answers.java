package io.tidegate.device.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.db.DatabaseException;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.wire.SyncException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bodies as JSON, and what goes wrong as {@code {errorCode, error}}. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** Of the length of a body that is read although it was refused: up to 100 MB. */
    private static final int MOST_DIGITS = 8;

    private static final int MOST_LEVELS = 128;
    private static final int MOST_TOKENS = 2_000_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Answers() {}

    /**
     * A failure as it is told.
     *
     * @param status of HTTP
     * @param retryAfter null where nothing is said
     */
    record Refusal(
            int status, Code code, String error, @Nullable Duration retryAfter) {
        /** What went wrong, in words for whoever asked. */
        static Refusal of(Throwable failure) {
            if (failure instanceof SyncException sync) {
                // who was known and may not is no unknown
                int status =
                        sync.code() == Code.UNAUTHORIZED ? 403 : sync.code().status();
                return new Refusal(status, sync.code(), String.valueOf(sync.getMessage()), sync.retryAfter());
            } else if (Door.isUnknown(failure)) {
                return new Refusal(401, Code.UNAUTHORIZED, String.valueOf(failure.getMessage()), null);
            } else if (failure instanceof InvalidOpException invalid) {
                return new Refusal(400, Code.VALIDATION_ERROR, String.valueOf(invalid.getMessage()), null);
            } else if (failure instanceof HttpException http) {
                return ofStatus(http.getStatusCode());
            } else if (DatabaseException.isOutage(failure) || failure instanceof TimeoutException) {
                return new Refusal(503, Code.SERVER_ERROR, "the database does not answer", Duration.ofSeconds(5));
            } else if (DatabaseException.isPassing(failure)) {
                return new Refusal(503, Code.SERVER_ERROR, "others were in the way: try again", Duration.ofSeconds(1));
            }
            LOG.error("A device's call failed.", failure);
            return new Refusal(500, Code.SERVER_ERROR, "this is Tidegate's fault; its log says more", null);
        }

        /** What the server refused before anybody looked at it. */
        static Refusal ofStatus(int status) {
            return switch (status) {
                case 404 -> new Refusal(404, Code.NOT_FOUND, "nothing answers at this path", null);
                case 405 -> new Refusal(405, Code.NOT_FOUND, "this path wants another method", null);
                case 413 -> new Refusal(413, Code.OVERSIZED, "the body is too large", null);
                default ->
                    status >= 400 && status < 500
                            ? new Refusal(status, Code.VALIDATION_ERROR, "the request cannot be read", null)
                            : new Refusal(500, Code.SERVER_ERROR, "this is Tidegate's fault; its log says more", null);
            };
        }

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("errorCode", code.name());
            json.put("error", error);
            return json;
        }
    }

    /** @throws InvalidOpException when it is no JSON object */
    static JsonFields read(RoutingContext context) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        if (body == null || body.length() == 0) {
            throw new InvalidOpException("the body is missing: send JSON");
        }
        try {
            return JsonFields.of(JSON.readValue(body.getBytes(), new TypeReference<Object>() {}), "the body");
        } catch (JsonProcessingException e) {
            throw new InvalidOpException("the body is no JSON: " + where(e));
        } catch (IOException e) {
            throw new InvalidOpException("the body is no JSON");
        }
    }

    /** Never what stands there. */
    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? "it cannot be read"
                : "it cannot be read from byte " + Math.max(0, e.getLocation().getByteOffset()) + " on";
    }

    static String text(Map<String, ? extends @Nullable Object> json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** @param json as it is sent */
    static void send(RoutingContext context, String json) {
        HttpServerResponse response = context.response();
        if (!response.closed() && !response.ended()) {
            response.putHeader("Content-Type", "application/json").end(json);
        }
    }

    static void refuse(RoutingContext context, Throwable failure) {
        refuse(context, Refusal.of(failure));
    }

    /** Whether more of a body is to come than is worth reading for the sake of its connection. */
    private static boolean isEndless(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        return !request.isEnded() && (chunked || (length != null && length.length() > MOST_DIGITS));
    }

    static void refuse(RoutingContext context, Refusal refusal) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended() || response.headWritten()) {
            return;
        }
        Duration pause = refusal.retryAfter();
        if (pause != null) {
            response.putHeader("Retry-After", Long.toString(Math.max(1, (pause.toMillis() + 999) / 1000)));
        }
        if (refusal.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (isEndless(context.request())) {
            response.putHeader("Connection", "close");
            context.addEndHandler(ended -> context.request().connection().close());
        }
        response.setStatusCode(refusal.status());
        send(context, text(refusal.json()));
    }
}
