package io.tidegate.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Tidegate answers.
 *
 * @param status as HTTP numbers them
 * @param headers beside the content type
 * @param content what to send; null for none
 * @param version of what a person can set of the resource, for {@code If-Match}; null where that does not apply
 */
public record ApiResponse(
        int status,
        Map<String, String> headers,
        @Nullable Content content,
        @Nullable String version) {
    public ApiResponse {
        headers = Map.copyOf(headers);
    }

    /** What is sent. */
    public sealed interface Content {
        /** A record, to be written as JSON. */
        record Json(Object value) implements Content {}

        /** Written bit by bit, of any length. */
        record Stream(String contentType, Writer writer) implements Content {}
    }

    /** Writes a long answer. */
    @FunctionalInterface
    public interface Writer {
        void write(OutputStream out) throws IOException;
    }

    public static ApiResponse ok(Object value) {
        return new ApiResponse(200, Map.of(), new Content.Json(value), null);
    }

    /** @param path of what was made, such as {@code /docks/12} */
    public static ApiResponse created(String path, Object value) {
        return new ApiResponse(201, Map.of("Location", Api.PREFIX + path), new Content.Json(value), null);
    }

    /** Taken, and done later. */
    public static ApiResponse accepted(Object value) {
        return new ApiResponse(202, Map.of(), new Content.Json(value), null);
    }

    public static ApiResponse none() {
        return new ApiResponse(204, Map.of(), null, null);
    }

    public static ApiResponse stream(String contentType, Writer writer) {
        return new ApiResponse(200, Map.of(), new Content.Stream(contentType, writer), null);
    }

    public ApiResponse with(String header, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(header, value);
        return new ApiResponse(status, all, content, version);
    }

    /** Says which version of its settings this shows. */
    public ApiResponse at(String settingsVersion) {
        return new ApiResponse(status, headers, content, settingsVersion);
    }

    /** The JSON it sends, or null when it sends something else. */
    public @Nullable Object json() {
        return content instanceof Content.Json sent ? sent.value() : null;
    }
}
