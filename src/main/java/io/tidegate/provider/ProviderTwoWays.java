package io.tidegate.provider;

import io.tidegate.config.Nearest;
import io.tidegate.federation.declared.TwoWay;
import io.tidegate.provider.declared.Declaration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads which of a provider's types are edited on both sides. */
public final class ProviderTwoWays {
    private ProviderTwoWays() {}

    /** How the errors of a type's two-way route name it: beside the type itself, which has a route of its own. */
    public static String of(String type) {
        return "two-way " + type;
    }

    static Map<String, TwoWay> of(
            String provider, Map<String, Map<String, String>> twoWays, Map<String, ResourceType> types) {
        Map<String, TwoWay> read = new LinkedHashMap<>();
        twoWays.forEach((type, parameters) -> {
            Declaration declared = new Declaration(provider, of(type), parameters);
            if (!types.containsKey(type)) {
                String nearest = Nearest.to(type, types.keySet().stream());
                throw declared.wrong(
                        "type",
                        "'" + type + "' has no templatedRoute of template list"
                                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
            }
            read.put(type, TwoWay.of(provider, type, declared));
        });
        Map<String, TwoWay> sorted = new LinkedHashMap<>();
        types.keySet().stream().filter(read::containsKey).forEach(type -> sorted.put(type, read.get(type)));
        return Collections.unmodifiableMap(sorted);
    }
}
