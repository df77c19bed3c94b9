package io.tidegate.federation.declared;

import io.tidegate.config.Nearest;
import io.tidegate.provider.declared.Declaration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads which of a provider's types are edited on both sides. */
public final class TwoWays {
    private TwoWays() {}

    /** How the errors of a type's two-way route name it: beside the type itself, which has a route of its own. */
    public static String of(String type) {
        return "two-way " + type;
    }

    /**
     * Reads the parameters of a provider's routes of template {@code two-way}, by type.
     *
     * @param types that there are, in the order in which they are listed
     * @throws io.tidegate.provider.declared.DeclarationException for the first key that is wrong, missing or not known
     */
    public static Map<String, TwoWay> of(String provider, Map<String, Map<String, String>> twoWays, Set<String> types) {
        Map<String, TwoWay> read = new LinkedHashMap<>();
        twoWays.forEach((type, parameters) -> {
            Declaration declared = new Declaration(provider, of(type), parameters);
            if (!types.contains(type)) {
                String nearest = Nearest.to(type, types.stream());
                throw declared.wrong(
                        "type",
                        "'" + type + "' has no templatedRoute of template list"
                                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
            }
            read.put(type, TwoWay.of(provider, type, declared));
        });
        Map<String, TwoWay> sorted = new LinkedHashMap<>();
        types.stream().filter(read::containsKey).forEach(type -> sorted.put(type, read.get(type)));
        return Collections.unmodifiableMap(sorted);
    }
}
