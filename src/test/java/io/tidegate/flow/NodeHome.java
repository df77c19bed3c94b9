package io.tidegate.flow;

import io.tidegate.Node;
import io.tidegate.config.Settings;
import io.tidegate.route.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder with all that a node needs: its data, and the real routes but those that tick. */
public record NodeHome(Path folder, String database, Map<String, Object> bound) {
    /** The server of the tests lets everybody in; what connects says one all the same, that must be told nowhere. */
    static final String DATABASE_PASSWORD = "c4n.database-9zQ";

    private static final List<String> FLOW =
            List.of("2-work.camel.yaml", "3-list.camel.yaml", "4-fail.camel.yaml", "federation.camel.yaml");

    /** @param bound for Camel's registry; when there is something, the webhooks' routes come along */
    static NodeHome make(String database, Map<String, Object> bound) throws IOException {
        NodeHome home = make(database, List.of("digitalocean"), bound);
        if (!bound.isEmpty()) {
            Hooks.declare(home.routes());
        }
        return home;
    }

    /**
     * With the files of these providers.
     *
     * @param bound the router of a public listener, with which the webhooks' routes are there as well
     */
    public static NodeHome make(String database, List<String> providers, Map<String, Object> bound) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "flow")), "node");
        NodeHome home = new NodeHome(folder, database, bound);
        Files.createDirectories(home.routes().resolve("providers"));
        List<String> files = new ArrayList<>(FLOW);
        if (!bound.isEmpty()) {
            files.add("webhooks.camel.yaml");
        }
        providers.forEach(name -> files.add("providers/" + name + ".camel.yaml"));
        for (String file : files) {
            Files.copy(Path.of("routes-yaml", file), home.routes().resolve(file));
        }
        return home;
    }

    Path routes() {
        return folder.resolve("routes");
    }

    /** Adds a provider's file that is none of the program's own. */
    public void add(Path file) throws IOException {
        Files.copy(file, routes().resolve("providers").resolve(file.getFileName()));
    }

    /** Starts a node whose retries follow one another at once. */
    Node start(String name, InstantSource clock) {
        return start(name, clock, Map.of());
    }

    /** The same with properties that route files name, such as a provider's base URL. */
    public Node start(String name, InstantSource clock, Map<String, String> more) {
        return start(name, clock, more, List.of());
    }

    /** The same with more settings, as flags. */
    Node start(String name, InstantSource clock, Map<String, String> more, List<String> set) {
        List<String> flags = new ArrayList<>(List.of(
                "--tidegate.db.url=" + database.replace("postgres@", "postgres:" + DATABASE_PASSWORD + "@"),
                "--tidegate.db.pool-size=12",
                "--tidegate.workers=4",
                "--tidegate.routes.dir=routes",
                "--tidegate.node=" + name));
        flags.addAll(set);
        Settings settings = Settings.load(folder, Map.of(), flags);
        Map<String, String> properties = new HashMap<>(settings.routeProperties());
        properties.putAll(more);
        // where scripted providers listen, whatever their names; any other name of this machine is refused
        properties.put("tidegate.provider.scripted.base-url", "http://127.0.0.1");
        properties.put("tidegate.redelivery.delay", "1");
        // a class's tests share a node, and many of them let the provider fail
        properties.put("tidegate.circuit.requests", "1000");
        return Node.start(settings, clock, new RouteFolder(routes(), List.of("providers")), bound, properties);
    }
}
