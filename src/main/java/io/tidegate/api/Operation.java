package io.tidegate.api;

import io.tidegate.access.Permission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be asked.
 *
 * @param path template such as {@code /docks/{dock}}; names of numbers are listed in {@link #TEXT_NAMES} when they are none
 * @param permission needed; null for what everyone may ask
 * @param action as the log names it
 * @param summary one line for people
 * @param params in the query
 * @param body what is sent; null for nothing
 * @param bodyNeeded false where nothing at all means an empty object
 * @param answer what comes back; null for nothing, or for a stream
 * @param status when it is good
 */
public record Operation(
        String method,
        String path,
        @Nullable Permission permission,
        String action,
        String summary,
        List<Param> params,
        @Nullable Class<?> body,
        boolean bodyNeeded,
        @Nullable Answer answer,
        int status,
        Handler handler) {
    /** Names in paths whose values are texts and no numbers. */
    public static final List<String> TEXT_NAMES =
            List.of("club", "connector", "device", "file", "provider", "route", "rule", "slug", "type");

    /**
     * What comes back: one of a type, or a page of them, or bytes of some content type.
     *
     * @param limit how many items of a page, where nothing else is asked for
     */
    public record Answer(@Nullable Class<?> type, boolean paged, String contentType, int limit) {
        private static final int PAGE = 100;
    }

    /** Does it. */
    @FunctionalInterface
    public interface Handler {
        ApiResponse handle(Call call);
    }

    public static Builder get(String path, Permission permission, String action) {
        return new Builder("GET", path, permission, action, 200);
    }

    /** Everyone may ask it. */
    public static Builder open(String path, String action) {
        return new Builder("GET", path, null, action, 200);
    }

    /** Makes something; in an organization it understands an {@code Idempotency-Key}. */
    public static Builder create(String path, Permission permission, String action) {
        return new Builder("POST", path, permission, action, 201);
    }

    public static Builder post(String path, Permission permission, String action) {
        return new Builder("POST", path, permission, action, 200);
    }

    public static Builder patch(String path, Permission permission, String action) {
        return new Builder("PATCH", path, permission, action, 200);
    }

    public static Builder put(String path, Permission permission, String action) {
        return new Builder("PUT", path, permission, action, 200);
    }

    public static Builder delete(String path, Permission permission, String action) {
        return new Builder("DELETE", path, permission, action, 204);
    }

    /** Whether it makes something. */
    public boolean creates() {
        return status == 201;
    }

    /** Whether it understands an {@code Idempotency-Key}: these are kept among an organization's rows. */
    public boolean isOnce() {
        return creates() && permission != Permission.INSTANCE_WRITE;
    }

    /** Puts an operation together. */
    public static final class Builder {
        private final String method;
        private final String path;
        private final @Nullable Permission permission;
        private final String action;
        private int status;
        private final List<Param> params = new ArrayList<>();
        private @Nullable Class<?> body;
        private boolean bodyNeeded;
        private @Nullable Answer answer;

        private Builder(String method, String path, @Nullable Permission permission, String action, int status) {
            this.method = method;
            this.path = path;
            this.permission = permission;
            this.action = action;
            this.status = status;
        }

        public Builder takes(Param... more) {
            params.addAll(List.of(more));
            return this;
        }

        /** What is sent, as JSON; {@code byte[]} is a file as CSV. */
        public Builder body(Class<?> type) {
            body = type;
            bodyNeeded = true;
            return this;
        }

        /** The same, which may be left out: then all of its fields are. */
        public Builder mayTake(Class<?> type) {
            body = type;
            return this;
        }

        public Builder answers(Class<?> type) {
            answer = new Answer(type, false, "application/json", Answer.PAGE);
            return this;
        }

        /** Answers pages of this, which {@code limit} and {@code after} ask for. */
        public Builder pages(Class<?> type) {
            return pages(type, Answer.PAGE);
        }

        /** The same, so many at a time unless another number is asked for. */
        public Builder pages(Class<?> type, int limit) {
            answer = new Answer(type, true, "application/json", limit);
            return takes(Param.LIMIT, Param.AFTER);
        }

        /** Answers all of these at once, in the form of a page; for what is never long. */
        public Builder lists(Class<?> type) {
            answer = new Answer(type, true, "application/json", Answer.PAGE);
            return this;
        }

        /** @param contentType several stand with a comma between them */
        public Builder streams(String contentType) {
            answer = new Answer(null, false, contentType, Answer.PAGE);
            return this;
        }

        /** Done later. */
        public Builder accepted() {
            status = 202;
            return this;
        }

        public Operation by(String summary, Handler handler) {
            return new Operation(
                    method,
                    path,
                    permission,
                    action,
                    summary,
                    List.copyOf(params),
                    body,
                    bodyNeeded,
                    answer,
                    status,
                    handler);
        }
    }
}
