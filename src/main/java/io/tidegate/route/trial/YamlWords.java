package io.tidegate.route.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.dsl.yaml.deserializers.FromDefinitionDeserializer;
import org.apache.camel.dsl.yaml.deserializers.ModelDeserializers;
import org.apache.camel.dsl.yaml.deserializers.RouteConfigurationDefinitionDeserializer;
import org.apache.camel.dsl.yaml.deserializers.RouteDefinitionDeserializer;
import org.apache.camel.dsl.yaml.deserializers.RouteTemplateDefinitionDeserializer;
import org.apache.camel.dsl.yaml.deserializers.TemplatedRouteDefinitionDeserializer;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.spi.annotations.YamlProperty;
import org.apache.camel.spi.annotations.YamlType;

/** The words Camel's YAML knows, for suggestions only. */
final class YamlWords {
    private YamlWords() {}

    /** The names of all steps and other nodes. */
    static Set<String> nodes() {
        Set<String> names = new TreeSet<>();
        for (Class<?> reader : readers()) {
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
        for (Class<?> reader : readers()) {
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
        if (node.equals("from")) {
            names.add("steps");
        }
        return names;
    }

    private static List<Class<?>> readers() {
        List<Class<?>> readers = new ArrayList<>(List.of(ModelDeserializers.class.getDeclaredClasses()));
        readers.add(RouteDefinitionDeserializer.class);
        readers.add(FromDefinitionDeserializer.class);
        readers.add(RouteTemplateDefinitionDeserializer.class);
        readers.add(TemplatedRouteDefinitionDeserializer.class);
        readers.add(RouteConfigurationDefinitionDeserializer.class);
        return readers;
    }

    private static Set<String> languages() {
        Set<String> names = new TreeSet<>();
        for (Class<?> reader : readers()) {
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
