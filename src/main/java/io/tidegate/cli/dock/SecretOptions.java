package io.tidegate.cli.dock;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.config.Nearest;
import io.tidegate.provider.Provider;
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
    /** Every dock may have one, for when its provider comes to send webhooks; those that do name it. */
    private static final String WEBHOOK = "webhookSecret";

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
    public Map<String, String> read(Provider provider) {
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

    private static void check(Provider provider, String name) {
        Authentication authentication = provider.access().authentication();
        List<String> known = Stream.of(
                        authentication.secrets().stream(),
                        authentication.optionalSecrets().stream(),
                        Stream.of(
                                provider.webhook() == null
                                        ? WEBHOOK
                                        : provider.webhook().secret()))
                .flatMap(names -> names)
                .toList();
        // whoever says --token-file to a provider without authentication may know better
        if (!known.contains(name)
                && !(name.equals(Authentication.TOKEN)
                        && authentication.secrets().isEmpty())) {
            String nearest = Nearest.to(name, known.stream());
            throw CommandException.wrongUse("The secret " + name + " is not known to "
                    + provider.access().title() + ", which takes " + String.join(", ", known)
                    + (nearest == null ? "." : "; did you mean " + nearest + "?"));
        }
    }

    /**
     * The secrets of a new dock: those given, and those that the person at the terminal adds.
     *
     * @param authentication the one that the dock uses
     * @throws CommandException when some are missing, and nobody can be asked
     */
    public Credentials ofNewDock(Workspace workspace, Provider provider, Authentication authentication) {
        String title = provider.access().title();
        if (isNone()) {
            if (!authentication.secrets().isEmpty()) {
                workspace
                        .screen()
                        .note("Warning: " + title + " expects " + spoken(authentication.secrets())
                                + " and will probably refuse this dock.");
            }
            return Credentials.NONE;
        }
        Credentials given = new Credentials(read(provider));
        Prompt prompt = workspace.screen().prompt();
        if (!prompt.isThere()) {
            require(given, provider, authentication, ", and there is no terminal to ask at");
            return given;
        }
        Map<String, String> typed = new LinkedHashMap<>();
        for (String name : given.missing(authentication.secrets())) {
            String answer = prompt.secret(asked(name, title, ""));
            typed.put(name, SecretSource.checked(answer == null ? "" : answer, name, "The answer"));
        }
        for (String name : isGiven() ? List.<String>of() : authentication.optionalSecrets()) {
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
    static void require(Credentials credentials, Provider provider, Authentication authentication, String more) {
        List<String> missing = credentials.missing(authentication.secrets());
        if (missing.isEmpty()) {
            return;
        }
        String how = missing.equals(List.of(Authentication.TOKEN))
                ? "--token-file, --token-env or --token-stdin"
                : missing.stream()
                                .map(name -> "--secret " + name + "=file:PATH")
                                .collect(Collectors.joining(" "))
                        + " (or env:VARIABLE, or stdin)";
        throw CommandException.wrongUse(provider.access().title() + " needs " + spoken(authentication.secrets()) + " ("
                + authentication.words() + ")" + more + ": add " + how + ", or --no-token.");
    }

    private static String spoken(List<String> names) {
        return names.equals(List.of(Authentication.TOKEN)) ? "a token" : "the secrets " + String.join(" and ", names);
    }
}
