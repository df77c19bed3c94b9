package io.tidegate.device.log;

import io.tidegate.protocol.Code;
import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.wire.SyncException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a snapshot goes on.
 *
 * @param part of the snapshot: a table, or the tombstones
 * @param after the last place of that part that was shown
 * @param begun milliseconds since 1970
 */
record PageToken(
        long workspace, @Nullable String project, long watermark, String part, String after, long begun, long total) {
    private static final Duration VALID = Duration.ofHours(1);

    String text() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("w", workspace);
        json.put("p", project);
        json.put("v", watermark);
        json.put("t", part);
        json.put("a", after);
        json.put("b", begun);
        json.put("n", total);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(PayloadJson.text(json).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what a caller brings.
     *
     * @throws SyncException VALIDATION_ERROR when it is none, or one of another workspace or project; SNAPSHOT_REQUIRED when
     *     its hour is over
     */
    static PageToken read(String text, long workspace, @Nullable String project, Instant now) {
        PageToken token;
        try {
            String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            JsonFields fields = new JsonFields(PayloadJson.object(json));
            token = new PageToken(
                    fields.number("w"),
                    fields.textOrNull("p"),
                    fields.number("v"),
                    fields.text("t"),
                    fields.text("a"),
                    fields.number("b"),
                    fields.number("n"));
        } catch (RuntimeException e) {
            throw none();
        }
        boolean ours = token.workspace == workspace
                && Objects.equals(token.project, project)
                && Snapshots.PARTS.contains(token.part)
                && token.after.indexOf(0) < 0
                && token.begun <= now.toEpochMilli();
        if (!ours) {
            throw none();
        } else if (now.toEpochMilli() - token.begun > VALID.toMillis()) {
            throw new SyncException(
                    Code.SNAPSHOT_REQUIRED, "a snapshot is taken within an hour: begin another, without pageToken");
        }
        return token;
    }

    /** The same snapshot, elsewhere in it. */
    PageToken at(String otherPart, String otherAfter) {
        return new PageToken(workspace, project, watermark, otherPart, otherAfter, begun, total);
    }

    /** The place as a number: a version of the log, or a resource's. */
    long afterNumber() {
        try {
            return after.isEmpty() ? 0 : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw none();
        }
    }

    private static SyncException none() {
        return new SyncException(Code.VALIDATION_ERROR, "pageToken is none of this workspace's and project's");
    }
}
