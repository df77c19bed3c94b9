package io.tidegate.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Pointer;
import io.tidegate.provider.Lists;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.request.Template;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Which lists a type has by a dock's parameters, and what the places of their texts are filled with. */
public final class ListValues {
    private ListValues() {}

    /** A dock's parameter may hold several, with blanks or commas between them. */
    public static List<String> words(Map<String, String> parameters, List<String> each) {
        return each.stream()
                .map(word -> Template.of(word).fill(dock(parameters), value -> value))
                .filter(Objects::nonNull)
                .flatMap(text -> Arrays.stream(text.split("[\\s,]+")))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static Template.Values dock(Map<String, String> parameters) {
        return name -> name.startsWith(Template.DOCK) ? parameters.get(name.substring(Template.DOCK.length())) : null;
    }

    /**
     * What the places of a list's texts are filled with.
     *
     * @param key the list's: of its parent, or its word
     * @param documents finds the stored record of a parent
     */
    public static Template.Values of(
            Map<String, String> parameters, ResourceType type, String key, Function<Lists.Parent, JsonNode> documents) {
        Lists.Parent parent = type.lists().parent(key);
        JsonNode[] document = new JsonNode[1];
        return name -> {
            if (name.equals(Template.EACH)) {
                return type.lists().each().isEmpty() ? null : key;
            } else if (parent == null || !name.startsWith(Template.PARENT)) {
                return dock(parameters).get(name);
            } else if (name.equals(Template.PARENT)) {
                return parent.id();
            }
            if (document[0] == null) {
                document[0] = documents.apply(parent);
            }
            JsonNode value =
                    Pointer.of(name.substring(Template.OF_PARENT.length())).first(document[0]);
            return value.isMissingNode() ? null : value.asText();
        };
    }
}
