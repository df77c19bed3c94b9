package io.tidegate.route.trial;

import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/** Hands YAML text to Camel. */
public final class CamelLoad {
    private CamelLoad() {}

    /**
     * Adds all that the text defines; in a started context its routes start.
     *
     * @param location where routes say they come from
     */
    public static void add(CamelContext context, String location, String text) throws Exception {
        if (text.isBlank()) {
            return;
        }
        Resource resource = ResourceHelper.fromBytes(location, text.getBytes(StandardCharsets.UTF_8));
        // one loader a text: after a failure, Camel's shared loader would skip the beans of the next try
        try (YamlRoutesBuilderLoader loader = new YamlRoutesBuilderLoader()) {
            loader.setCamelContext(context);
            loader.start();
            loader.preParseRoute(resource);
            RoutesBuilder builder = loader.loadRoutesBuilder(resource);
            context.addRoutes(builder);
            context.addTemplatedRoutes(builder);
        }
    }
}
