package io.tidegate.catalogue;

import io.tidegate.config.Settings;
import io.tidegate.console.Console;
import io.tidegate.flow.NodeHome;
import io.tidegate.flow.ProvidersNode;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.simulator.Asked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A node that has the whole catalogue, with a scripted server in the place of each provider. */
final class CatalogueNode extends ProvidersNode {
    private final Console console = Console.bind(
            Settings.load(Path.of("target"), Map.of(), List.of("--tidegate.http.port=0", "--tidegate.public.port=0")),
            clock);
    private final Map<String, AnswerServer> servers = new LinkedHashMap<>();
    private final Map<String, ProviderScript> scripts = new ConcurrentHashMap<>();
    private @Nullable NodeHome home;

    @Override
    protected NodeHome home(String database) throws IOException {
        NodeHome made = NodeHome.make(database, Catalogue.providers(), console.forCamel());
        home = made;
        return made;
    }

    @Override
    protected Map<String, String> serve() {
        Map<String, String> urls = new LinkedHashMap<>();
        for (String name : Catalogue.providers()) {
            AnswerServer server = new AnswerServer(0, clock, asked -> answer(name, asked));
            servers.put(name, server);
            urls.put("tidegate.provider." + name + ".base-url", server.baseUrl());
        }
        urls.put("tidegate.data.dir", data().toString());
        return urls;
    }

    @Override
    protected void stop() {
        console.close();
        servers.values().forEach(AnswerServer::close);
    }

    /** Where it keeps its files. */
    Path data() {
        return Objects.requireNonNull(home).folder().toAbsolutePath().resolve("data");
    }

    private Answer answer(String provider, Asked asked) {
        ProviderScript script = scripts.get(provider);
        return script == null ? Answer.status(503) : script.answer(asked);
    }

    /** Lets a provider be as its script says. */
    void play(String provider, ProviderScript script) {
        scripts.put(provider, script);
    }
}
