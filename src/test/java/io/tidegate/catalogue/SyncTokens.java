package io.tidegate.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.simulator.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Answers as Todoist's Sync API does: everything for the token {@code *}, else what changed since the token was given. */
final class SyncTokens {
    private static final Pattern TOKEN = Pattern.compile("sync_token=([^&]+)");

    private final Map<String, Map<String, ObjectNode>> known = new HashMap<>();

    Answer answer(TypeFixture type, List<ObjectNode> records, String form) {
        Matcher asked = TOKEN.matcher(form);
        if (!asked.find()) {
            return Answer.json(400, "{\"error\":\"sync_token is missing\"}");
        }
        Map<String, ObjectNode> before = known.get(asked.group(1));
        Map<String, ObjectNode> now =
                records.stream().collect(Collectors.toMap(one -> one.path("id").asText(), ObjectNode::deepCopy));
        ArrayNode told = JsonNodeFactory.instance.arrayNode();
        records.stream()
                .filter(one ->
                        before == null || !one.equals(before.get(one.path("id").asText())))
                .forEach(told::add);
        if (before != null) {
            before.forEach((id, one) -> {
                if (!now.containsKey(id)) {
                    told.add(one.deepCopy().put("is_deleted", true));
                }
            });
        }
        String token = "token-" + (known.size() + 1);
        known.put(token, now);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("full_sync", before == null).put("sync_token", token).putObject("temp_id_mapping");
        body.set(type.text().path("array").asText(), told);
        return Answer.json(200, body);
    }
}
