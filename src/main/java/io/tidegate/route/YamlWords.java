package io.tidegate.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.dsl.yaml.deserializers.ModelDeserializers;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.spi.annotations.YamlProperty;
import org.apache.camel.spi.annotations.YamlType;

/** The words Camel's YAML knows, for suggestions only. */
final class YamlWords {
    private YamlWords() {}

    /** The names of all steps and other nodes. */
    static Set<String> nodes() {
        Set<String> names = new TreeSet<>();
        for (Class<?> reader : ModelDeserializers.class.getDeclaredClasses()) {
            YamlType type = reader.getAnnotation(YamlType.class);
            if (type != null) {
                names.addAll(Arrays.asList(type.nodes()));
            }
        }
        return names;
    }

    /** The properties of a node; empty when the node is not known. */
    static Set<String> properties(String node) {
        Set<String> names = new TreeSet<>();
        for (Class<?> reader : ModelDeserializers.class.getDeclaredClasses()) {
            YamlType type = reader.getAnnotation(YamlType.class);
            if (type != null && Arrays.asList(type.nodes()).contains(node)) {
                for (YamlProperty property : type.properties()) {
                    names.add(property.name());
                    if (property.type().endsWith(ExpressionDefinition.class.getName())) {
                        names.addAll(languages());
                    }
                }
            }
        }
        names.remove("__extends");
        return names;
    }

    private static Set<String> languages() {
        Set<String> names = new TreeSet<>();
        for (Class<?> reader : ModelDeserializers.class.getDeclaredClasses()) {
            YamlType type = reader.getAnnotation(YamlType.class);
            boolean language = type != null
                    && Arrays.stream(type.types())
                            .anyMatch(made -> ExpressionDefinition.class.isAssignableFrom(made)
                                    && made.getSimpleName()
                                            .toLowerCase(Locale.ROOT)
                                            .contains("expression"));
            if (language) {
                names.addAll(Arrays.asList(type.nodes()));
            }
        }
        return names;
    }
}
