package io.tidegate.cli.dock;

import io.tidegate.api.provider.AccessView;
import io.tidegate.api.provider.ProviderView;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.config.Nearest;
import io.tidegate.provider.access.Authentication;
import io.tidegate.vault.Credentials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The secrets that a dock is given. */
public final class SecretOptions {
    @ArgGroup
    private @Nullable TokenOptions token;

    @Option(
            names = "--secret",
            paramLabel = "NAME=SOURCE",
            description = "A secret of that name, read from file:PATH, env:VARIABLE or stdin. "
                    + "./tidegate provider show names those that are needed.")
    private Map<String, String> named = new LinkedHashMap<>();

    /** Whether any of them is given, be it to say that there is none. */
    public boolean isGiven() {
        return token != null || !named.isEmpty();
    }

    /**
     * Whether the dock is to have none at all.
     *
     * @throws CommandException when some are named all the same
     */
    public boolean isNone() {
        boolean none = token != null && token.isNone();
        if (none && !named.isEmpty()) {
            throw CommandException.wrongUse("--no-token means no secret at all; leave it out, or --secret.");
        }
        return none;
    }

    /**
     * The secrets that the options name.
     *
     * @throws CommandException when the provider knows one of them not, or one cannot be read
     */
    public Map<String, String> read(ProviderView provider) {
        Map<String, SecretSource> sources = new LinkedHashMap<>();
        if (token != null && !token.isNone()) {
            sources.put(Authentication.TOKEN, token.source());
        }
        named.forEach((name, text) -> {
            if (sources.put(name, SecretSource.of("--secret " + name, text)) != null) {
                throw CommandException.wrongUse("--secret " + name + ": the token is given twice.");
            }
        });
        if (sources.values().stream()
                        .filter(each -> each.kind() == SecretSource.Kind.STDIN)
                        .count()
                > 1) {
            throw CommandException.wrongUse("Only one secret can be read from standard input.");
        }
        sources.keySet().forEach(name -> check(provider, name));
        Map<String, String> read = new LinkedHashMap<>();
        sources.forEach((name, source) -> read.put(name, source.read(name)));
        String user = read.get(Authentication.USER);
        if (user != null && user.indexOf(':') >= 0) {
            throw CommandException.wrongUse("A user cannot hold a colon: it ends the user where both are sent.");
        }
        return read;
    }

    private static void check(ProviderView provider, String name) {
        AccessView access = provider.access();
        List<String> needed = access.ways().stream()
                .flatMap(way -> way.secrets().stream())
                .distinct()
                .toList();
        List<String> known = Stream.of(
                        needed.stream(),
                        access.ways().stream().flatMap(way -> way.optionalSecrets().stream()),
                        Stream.of(access.webhookSecret()))
                .flatMap(names -> names)
                .distinct()
                .toList();
        if (!known.contains(name)) {
            String nearest = Nearest.to(name, known.stream());
            throw CommandException.wrongUse("The secret " + name + " is not known to " + provider.title()
                    + ", which takes " + String.join(", ", known)
                    + (nearest == null ? "." : "; did you mean " + nearest + "?"));
        }
    }

    /**
     * The secrets of a new dock: those given, and those that the person at the terminal adds.
     *
     * @param way the one that the dock authenticates by
     * @throws CommandException when some are missing, and nobody can be asked
     */
    public Credentials ofNewDock(Workspace workspace, ProviderView provider, AccessView.Way way) {
        String title = provider.title();
        if (isNone()) {
            return Credentials.NONE;
        }
        Credentials given = new Credentials(read(provider));
        Prompt prompt = workspace.screen().prompt();
        if (!prompt.isThere()) {
            require(given, provider, way, ", and there is no terminal to ask at");
            return given;
        }
        Map<String, String> typed = new LinkedHashMap<>();
        for (String name : given.missing(way.secrets())) {
            String answer = prompt.secret(asked(name, title, ""));
            typed.put(name, SecretSource.checked(answer == null ? "" : answer, name, "The answer"));
        }
        for (String name : isGiven() ? List.<String>of() : way.optionalSecrets()) {
            String answer = prompt.secret(asked(name, title, "; Enter for none"));
            if (answer != null && !answer.isBlank()) {
                typed.put(name, SecretSource.checked(answer, name, "The answer"));
            }
        }
        return given.with(typed);
    }

    private static String asked(String name, String title, String more) {
        String shown = name.equals(Authentication.TOKEN) ? "Token" : name;
        return shown + " for " + title + " (not shown" + more + "): ";
    }

    /**
     * Looks whether the dock has what it needs.
     *
     * @param more goes on where the error says what is needed
     * @throws CommandException when it has not
     */
    private static void require(Credentials credentials, ProviderView provider, AccessView.Way way, String more) {
        List<String> missing = credentials.missing(way.secrets());
        if (missing.isEmpty()) {
            return;
        }
        String how = missing.equals(List.of(Authentication.TOKEN))
                ? "--token-file, --token-env or --token-stdin"
                : missing.stream()
                                .map(name -> "--secret " + name + "=file:PATH")
                                .collect(Collectors.joining(" "))
                        + " (or env:VARIABLE, or stdin)";
        throw CommandException.wrongUse(provider.title() + " needs " + spoken(way.secrets()) + " (" + way.words() + ")"
                + more + ": add " + how + ", or --no-token.");
    }

    private static String spoken(List<String> names) {
        return names.equals(List.of(Authentication.TOKEN)) ? "a token" : "the secrets " + String.join(" and ", names);
    }
}
