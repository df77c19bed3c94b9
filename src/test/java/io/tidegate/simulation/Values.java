package io.tidegate.simulation;

import io.tidegate.protocol.ChangeStamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows that a play writes: each says in which workspace, and no two say the same. */
final class Values {
    /** In the order in which the ledger has them. */
    static final List<String> TABLES = List.of("kv", "messages", "posts");

    /** Those of which a device that follows a project has a part. */
    static final List<String> WITH_PROJECTS = List.of("kv", "messages", "threads");

    private static final int KEYS = 3;

    private Values() {}

    static String key(World world) {
        return "k" + world.below(KEYS);
    }

    /** Threads have the names that messages know them by. */
    static String key(String table, String drawn) {
        return table.equals("threads") ? "t" + drawn.charAt(1) % 2 : drawn;
    }

    static List<String> keys() {
        return List.of("k0", "k1", "k2");
    }

    static Map<String, @Nullable Object> of(String table, String workspace, long serial) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        String text = workspace + ":" + serial;
        switch (table) {
            case "kv" -> payload.put("value", text);
            case "posts" -> {
                payload.put("title", text);
                if (serial % 2 == 0) {
                    payload.put("content", workspace + ": é\uD83D\uDE00 " + serial);
                }
            }
            case "threads" -> {
                payload.put("title", text);
                if (serial % 4 != 3) {
                    payload.put("projectId", "p" + serial % 4 / 2);
                }
            }
            default -> {
                payload.put("threadId", "t" + serial % 2);
                payload.put("role", "user");
                payload.put("index", serial % 5);
                payload.put("data", Map.of("text", text));
            }
        }
        return payload;
    }

    /** Whether a row was written in the workspace; a delete may be of any. */
    static boolean isOf(String workspace, @Nullable Map<String, @Nullable Object> payload) {
        return payload == null || payload.toString().contains(workspace + ":");
    }

    static String said(String table, String pk, @Nullable Map<String, @Nullable Object> payload, ChangeStamp stamp) {
        return table + "/" + pk + " " + (payload == null ? "" : new TreeMap<>(payload)) + " " + stamp.clock() + " "
                + stamp.hlc() + " " + stamp.opId();
    }
}
