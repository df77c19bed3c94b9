package io.tidegate.provider;

import io.tidegate.config.Nearest;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.event.Touch;
import io.tidegate.provider.event.Webhook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a provider's events mean for its types. */
public final class ProviderEvents {
    private ProviderEvents() {}

    /** How the errors of a type's events name them: beside the type itself, which has a route of its own. */
    public static String of(String type) {
        return "event " + type;
    }

    static @Nullable Webhook of(
            String provider,
            @Nullable Webhook webhook,
            Map<String, Map<String, String>> events,
            Map<String, ResourceType> types) {
        Map<String, Touch> touches = new LinkedHashMap<>();
        events.forEach((type, parameters) -> touches.put(
                type, touch(new Declaration(provider, of(type), parameters), type, webhook != null, types)));
        return webhook == null ? null : webhook.with(touches);
    }

    private static Touch touch(Declaration declared, String name, boolean signed, Map<String, ResourceType> types) {
        ResourceType type = types.get(name);
        if (type == null) {
            String nearest = Nearest.to(name, types.keySet().stream());
            throw declared.wrong(
                    "type",
                    "'" + name + "' has no templatedRoute of template list"
                            + (nearest == null ? "" : "; did you mean " + nearest + "?"));
        }
        Touch touch = Touch.of(declared);
        if (!signed) {
            throw declared.wrong(
                    "events", "the provider's facts do not say how deliveries are signed; see webhook.signature");
        }
        List<String> parents = type.lists().parents();
        if (touch.fetch() != null) {
            try {
                type.reader().named("any");
            } catch (IllegalArgumentException e) {
                throw declared.wrong("fetch", "asks for a record by its id: " + e.getMessage());
            }
        }
        if (!touch.isAnew() && (parents.size() > 1 || !type.lists().each().isEmpty())) {
            throw declared.wrong(
                    touch.fetch() == null ? "record" : "fetch",
                    "cannot be placed: the type has lists of several kinds; leave it out, and it is" + " listed anew");
        } else if (!touch.isAnew() && parents.isEmpty() != touch.parent().isEmpty()) {
            throw declared.wrong(
                    "parent",
                    parents.isEmpty()
                            ? "this type has no parent"
                            : "is missing: where the id of its " + parents.get(0) + " record stands");
        }
        return touch;
    }
}
