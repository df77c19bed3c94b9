package io.tidegate.hawtio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.access.AccessControl;
import io.tidegate.access.Actor;
import io.tidegate.access.AuditEntry;
import io.tidegate.access.Permission;
import io.tidegate.access.RefusedException;
import io.tidegate.mbean.Presser;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Hawtio asks of JMX. Each question of several is judged and answered alone; what changes something needs more than
 * to be let in, and stands in the log.
 */
final class Questions {
    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private static final int MOST = 1_000;
    private static final int DEEPEST = 20;
    private static final int LONGEST_TARGET = 200;
    private static final Set<String> TYPES = Set.of("read", "list", "version", "search", "exec");

    /** Operations that only look, of those that the policy names; Hawtio asks them again every few seconds. */
    private static final Pattern LOOKS =
            Pattern.compile("(?:dump|browse|list|endpointStatistics|routeIds)\\w*(?:\\(.*)?");

    private static final Pattern OPERATION = Pattern.compile("([A-Za-z]{1,60})(?:\\(.*)?");

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());
    private final Agent agent;
    private final AccessControl control;

    Questions(Agent agent, AccessControl control) {
        this.agent = agent;
        this.control = control;
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
    byte[] answer(Actor actor, byte[] asked, Map<String, String[]> parameters) {
        try {
            JsonNode question = json.readTree(asked);
            if (question.isArray()) {
                if (question.size() > MOST) {
                    throw new UnreadableException("At most " + MOST + " questions are answered at once.");
                }
                ArrayNode answers = json.createArrayNode();
                for (JsonNode each : question) {
                    answers.add(one(actor, each, parameters));
                }
                return json.writeValueAsBytes(answers);
            }
            return json.writeValueAsBytes(one(actor, question, parameters));
        } catch (IOException e) {
            throw new UnreadableException("This is no JSON, or deeper than " + DEEPEST + " levels.");
        }
    }

    private JsonNode one(Actor actor, JsonNode question, Map<String, String[]> parameters) throws IOException {
        if (!question.isObject()) {
            return refusal(question, 400, "A question is an object.");
        }
        String type = question.path("type").asText();
        if (!TYPES.contains(type)) {
            return refusal(question, 403, "This can be read, listed, searched and executed alone.");
        } else if (question.has("target")) {
            return refusal(question, 403, "No other process is asked from here.");
        }
        String operation = question.path("operation").asText();
        if (type.equals("exec") && !LOOKS.matcher(operation).matches()) {
            return act(actor, question, operation, parameters);
        }
        return ask(question, parameters);
    }

    private JsonNode act(Actor actor, JsonNode question, String operation, Map<String, String[]> parameters)
            throws IOException {
        Matcher name = OPERATION.matcher(operation);
        String action = "hawtio." + (name.matches() ? name.group(1) : "unknown");
        try {
            control.require(actor, Permission.INSTANCE_WRITE, action);
        } catch (RefusedException e) {
            return refusal(question, 403, String.valueOf(e.getMessage()));
        }
        JsonNode answer = Presser.by(actor, () -> asked(question, parameters));
        String bean = question.path("mbean").asText();
        int status = answer.path("status").asInt();
        // Tidegate's own beans go through the API, which writes the log itself
        if (status == 403 || !bean.startsWith("io.tidegate:")) {
            note(actor, action, bean.substring(0, Math.min(bean.length(), LONGEST_TARGET)), result(status));
        }
        return answer;
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

    private JsonNode asked(JsonNode question, Map<String, String[]> parameters) {
        try {
            return ask(question, parameters);
        } catch (IOException e) {
            throw new IllegalStateException("Jolokia's answer is no JSON", e);
        }
    }

    private JsonNode ask(JsonNode question, Map<String, String[]> parameters) throws IOException {
        // its answers are deeper than any question may be
        return ANSWERS.readTree(agent.answer(json.writeValueAsBytes(question), parameters));
    }

    private static final ObjectMapper ANSWERS = new ObjectMapper();

    /** As Jolokia refuses: inside of an HTTP 200, as 403 would sign Hawtio out. */
    private ObjectNode refusal(JsonNode question, int status, String reason) {
        ObjectNode refused = json.createObjectNode();
        refused.set("request", question);
        refused.put("status", status);
        refused.put("error_type", "java.lang.SecurityException");
        refused.put("error", "java.lang.SecurityException : " + reason);
        return refused;
    }
}
