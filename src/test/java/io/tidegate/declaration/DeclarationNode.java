package io.tidegate.declaration;

import io.tidegate.flow.NodeHome;
import io.tidegate.flow.ProvidersNode;
import io.tidegate.flow.TestDocks;
import io.tidegate.provider.Provider;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.simulator.Asked;
import io.tidegate.vault.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node that has all declarations of this package's tests, and one scripted server for them. */
final class DeclarationNode extends ProvidersNode {
    private static final Path FOLDER = Path.of("src", "test", "resources", "declarations");
    private static final AtomicInteger TOKENS = new AtomicInteger();

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private @Nullable AnswerServer server;
    private volatile Function<Asked, Answer> script = request -> Answer.status(503);

    /** The declarations, by name. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected NodeHome home(String database) throws IOException {
        NodeHome home = NodeHome.make(database, List.of(), Map.of());
        for (Path file : files()) {
            home.add(file);
        }
        return home;
    }

    @Override
    protected Map<String, String> serve() {
        AnswerServer started = new AnswerServer(0, clock, this::answer);
        server = started;
        return Map.of(
                "declarations.url",
                started.baseUrl(),
                "declarations.files",
                FOLDER.toAbsolutePath().toString());
    }

    @Override
    protected void stop() {
        Objects.requireNonNull(server).close();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        super.afterEach(context);
        script = request -> Answer.status(503);
        asked.clear();
    }

    /** The script knows nothing of the declaration's name, which every path begins with. */
    private Answer answer(Asked request) {
        URI uri = URI.create(request.uri().toString().replaceFirst("^/[^/?]+", ""));
        Asked below = new Asked(request.method(), uri, request.headers(), request.body(), request.at());
        asked.add(below);
        return script.apply(below);
    }

    /** The URL of a declaration's lists. */
    String url(String declaration) {
        return Objects.requireNonNull(server).baseUrl() + "/" + declaration;
    }

    void script(Function<Asked, Answer> answers) {
        script = answers;
        asked.clear();
    }

    /** What the server was asked since the script was set. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The same as GET /path?query. */
    List<String> lines() {
        return asked.stream().map(one -> one.method() + " " + one.uri()).toList();
    }

    /** A dock of a declaration that wants these types, with a token of its own. */
    Trial trial(String declaration, String... types) {
        return trial(declaration, Map.of(), types);
    }

    Trial trial(String declaration, Map<String, String> parameters, String... types) {
        Credentials token = new Credentials(Map.of("token", "token-" + TOKENS.incrementAndGet()));
        return trial(declaration, parameters, token, types);
    }

    Trial trial(String declaration, Map<String, String> parameters, Credentials secrets, String... types) {
        Provider provider = Objects.requireNonNull(provider(declaration), declaration + " did not load");
        return new Trial(this, dock(new TestDocks.New(provider, secrets.text(), parameters, List.of(types))), types[0]);
    }
}
