package io.tidegate.hawtio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.access.AccessControl;
import io.tidegate.access.Actor;
import io.tidegate.access.AuditEntry;
import io.tidegate.access.Permission;
import io.tidegate.access.RefusedException;
import io.tidegate.mbean.Presser;
import io.tidegate.route.sight.RouteSights;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Hawtio asks of JMX. Each question of several is judged and answered alone; what changes something needs more than
 * to be let in, and stands in the log.
 */
final class Questions {
    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private static final ObjectMapper ANSWERS = new ObjectMapper();
    /** A folder of the JMX tree, such as that of all steps of all routes, is read by one question for each of its beans. */
    private static final int MOST = 1_000;

    private static final int MOST_ANSWERED = 16 * 1024 * 1024;
    private static final int DEEPEST = 20;
    private static final int LONGEST_TARGET = 200;
    private static final Set<String> TYPES = Set.of("read", "list", "version", "search", "exec");

    /** Operations that only look, of those that the policy names; Hawtio asks them again every few seconds. */
    private static final Pattern LOOKS =
            Pattern.compile("(?:dump|browse|list|endpointStatistics|routeIds|isUpdateRouteEnabled)\\w*(?:\\(.*)?");

    private static final Pattern XML = Pattern.compile("dumpRoutes?AsXml\\(\\)");
    private static final Pattern ALL_STATS = Pattern.compile("dumpRoutesStatsAsXml(?:\\(.*)?");
    private static final Pattern OPERATION = Pattern.compile("([A-Za-z]{1,60})(?:\\(.*)?");

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());
    private final Agent agent;
    private final AccessControl control;
    private final RouteOrders orders;
    private final RouteStats stats = new RouteStats(ManagementFactory.getPlatformMBeanServer(), System::nanoTime);

    Questions(Agent agent, AccessControl control, RouteSights routes) {
        this.agent = agent;
        this.control = control;
        this.orders = new RouteOrders(ManagementFactory.getPlatformMBeanServer(), routes);
    }

    /** What was asked is no question; the message says why. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * Answers a question, or several in an array with as many answers.
     *
     * @param actor may look
     * @param parameters how answers are to be written, as Jolokia names it
     * @throws UnreadableException when it is no JSON, too deep or too many
     */
    String answer(Actor actor, byte[] asked, Map<String, String[]> parameters) {
        JsonNode question;
        try {
            question = json.readTree(asked);
        } catch (IOException e) {
            throw new UnreadableException("This is no JSON, or deeper than " + DEEPEST + " levels.");
        }
        if (!question.isArray()) {
            return Policy.of(actor, () -> one(actor, question, parameters));
        } else if (question.size() > MOST) {
            throw new UnreadableException("At most " + MOST + " questions are answered at once.");
        }
        StringJoiner answers = new StringJoiner(",", "[", "]");
        Bulk bulk = new Bulk(MOST_ANSWERED);
        question.forEach(each -> {
            String full = bulk.refusal(each.path("type").asText());
            answers.add(bulk.counted(
                    full == null ? Policy.of(actor, () -> one(actor, each, parameters)) : refusal(each, 413, full)));
        });
        return answers.toString();
    }

    private String one(Actor actor, JsonNode question, Map<String, String[]> parameters) {
        String type = question.path("type").asText();
        if (!question.isObject()) {
            return refusal(question, 400, "A question is an object.");
        } else if (!TYPES.contains(type)) {
            return refusal(question, 403, "This can be read, listed, searched and executed alone.");
        } else if (question.has("target")) {
            return refusal(question, 403, "No other process is asked from here.");
        } else if (!type.equals("exec")) {
            String reason = type.equals("read") ? unasked(question) : null;
            return reason == null ? agent.answer(bytes(question), parameters) : refusal(question, 403, reason);
        }
        String operation = question.path("operation").asText();
        return LOOKS.matcher(operation).matches()
                ? look(question, operation, parameters)
                : act(actor, question, operation, parameters);
    }

    private static @Nullable String unasked(JsonNode question) {
        boolean reads = question.path("type").asText().equals("read");
        JsonNode attribute = question.path("attribute");
        boolean said =
                attribute.isArray() ? !attribute.isEmpty() : !attribute.asText().isEmpty();
        return Policy.unasked(question.path("mbean").asText(), said || !reads);
    }

    private String look(JsonNode question, String operation, Map<String, String[]> parameters) {
        String reason = unasked(question);
        if (reason != null) {
            return refusal(question, 403, reason);
        } else if (ALL_STATS.matcher(operation).matches()) {
            return json.createObjectNode()
                    .<ObjectNode>set("request", question)
                    .put("value", stats.xml())
                    .put("status", 200)
                    .toString();
        }
        String answer = agent.answer(bytes(question), parameters);
        if (!XML.matcher(operation).matches()) {
            return answer;
        }
        JsonNode read = read(answer);
        JsonNode value = read.path("value");
        return value.isTextual()
                ? ((ObjectNode) read).put("value", Drawable.xml(value.asText())).toString()
                : answer;
    }

    private String act(Actor actor, JsonNode question, String operation, Map<String, String[]> parameters) {
        Matcher name = OPERATION.matcher(operation);
        String action = "hawtio." + (name.matches() ? name.group(1) : "unknown");
        try {
            control.require(actor, Permission.INSTANCE_WRITE, action);
        } catch (RefusedException e) {
            return refusal(question, 403, String.valueOf(e.getMessage()));
        }
        String reason = unasked(question);
        String ordered = reason == null ? orders.answer(question) : refusal(question, 403, reason);
        String answer = ordered == null ? Presser.by(actor, () -> agent.answer(bytes(question), parameters)) : ordered;
        stats.forget();
        String bean = question.path("mbean").asText();
        int status = read(answer).path("status").asInt();
        // Tidegate's own beans go through the API, which writes the log itself
        if (status == 403 || !bean.startsWith("io.tidegate:")) {
            note(actor, action, bean.substring(0, Math.min(bean.length(), LONGEST_TARGET)), result(status));
        }
        return answer;
    }

    private byte[] bytes(JsonNode question) {
        try {
            return json.writeValueAsBytes(question);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON cannot be written as such", e);
        }
    }

    /** Its answers may be deeper than any question. */
    private static JsonNode read(String answer) {
        try {
            return ANSWERS.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Jolokia's answer is no JSON", e);
        }
    }

    private static AuditEntry.Result result(int status) {
        return switch (status) {
            case 200 -> AuditEntry.Result.DONE;
            case 403 -> AuditEntry.Result.REFUSED;
            default -> AuditEntry.Result.FAILED;
        };
    }

    /** The deed is done: that it cannot be written down, as without a database, must not look as if it was not. */
    private void note(Actor actor, String action, String target, AuditEntry.Result result) {
        try {
            control.note(actor, action, target, result, Map.of());
        } catch (RuntimeException e) {
            LOG.warn("{} of {} by {} is {} and not in the log: {}", action, target, actor.name(), result, e.toString());
        }
    }

    /** As Jolokia refuses: inside of an HTTP 200, as 403 would sign Hawtio out. */
    private String refusal(JsonNode question, int status, String reason) {
        ObjectNode refused = json.createObjectNode();
        refused.set("request", question);
        refused.put("status", status);
        refused.put("error_type", "java.lang.SecurityException");
        refused.put("error", "java.lang.SecurityException : " + reason);
        return refused.toString();
    }
}
