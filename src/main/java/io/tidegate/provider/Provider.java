package io.tidegate.provider;

import io.tidegate.federation.declared.TwoWay;
import io.tidegate.federation.declared.TwoWays;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.AuthenticationReader;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.declared.DeclarationException;
import io.tidegate.provider.event.Webhook;
import io.tidegate.provider.request.Template;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a provider.
 *
 * @param name its name, the same as its file's
 * @param kind whether a dock that keeps failing stops
 * @param access where it is and how it is asked
 * @param rateLimit what it says of its limits
 * @param answers what its answers mean
 * @param recommendedInterval the shortest interval it recommends
 * @param parameters what a dock may say, by name, in words
 * @param types its resource types, parents before children
 * @param webhook what it sends by itself; null when nothing
 * @param twoWays how its records are edited on both sides, by type, in the order of types; those of other types are not
 */
public record Provider(
        String name,
        Kind kind,
        Access access,
        RateLimit rateLimit,
        Answers answers,
        Duration recommendedInterval,
        Map<String, String> parameters,
        Map<String, ResourceType> types,
        @Nullable Webhook webhook,
        Map<String, TwoWay> twoWays) {

    /** In the place of a base URL that only a dock knows. */
    private static final URI OF_DOCK = URI.create("https://dock.invalid");

    private static final Pattern OF_PARAMETER = Pattern.compile("\\{dock\\.([A-Za-z][A-Za-z0-9_-]*)");

    /** What a provider's docks are. */
    public enum Kind {
        /** Tried again and again, less and less often. */
        ACCOUNT,
        /** Of a federation: stops after five failures in a row, until someone resumes it. */
        CONNECTOR
    }

    /**
     * Where a provider is and how it is asked.
     *
     * @param title its name for people
     * @param base without a slash at the end; a dock's parameter may stand in it
     * @param authentication which secrets its docks need, and where they stand
     * @param headers sent with every request
     */
    public record Access(String title, Template base, Authentication authentication, Map<String, String> headers) {
        /**
         * Where a dock's provider is.
         *
         * @param parameters the dock's
         * @throws IllegalArgumentException when a parameter is missing, or makes it no URL
         */
        public URI baseUrl(Map<String, String> parameters) {
            return url(String.valueOf(base.fill(
                    name -> name.startsWith(Template.DOCK)
                            ? parameters.get(name.substring(Template.DOCK.length()))
                            : null,
                    value -> value)));
        }

        private static Template base(String text) {
            Template base = Template.of(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (base.names().isEmpty()) {
                url(text);
            }
            return base;
        }

        private static URI url(String text) {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException("an http or https URL without user and query is needed");
            }
            return uri;
        }
    }

    /**
     * Reads a declaration.
     *
     * @param facts the provider's bean
     * @param types the parameters of each type's templated route, by type
     * @throws DeclarationException for the first key that is wrong, missing or not known
     */
    public static Provider of(String name, Map<String, ?> facts, Map<String, Map<String, String>> types) {
        return of(name, facts, types, Map.of());
    }

    /**
     * Reads a declaration with events.
     *
     * @param events the parameters of what events mean for each type, by type
     */
    public static Provider of(
            String name,
            Map<String, ?> facts,
            Map<String, Map<String, String>> types,
            Map<String, Map<String, String>> events) {
        return of(name, facts, types, events, Map.of());
    }

    /**
     * Reads a declaration with events, and with records that are edited on both sides.
     *
     * @param twoWays the parameters of how records are edited on both sides, by type
     */
    public static Provider of(
            String name,
            Map<String, ?> facts,
            Map<String, Map<String, String>> types,
            Map<String, Map<String, String>> events,
            Map<String, Map<String, String>> twoWays) {
        Declaration declared = new Declaration(name, null, facts);
        if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
            throw declared.wrong("name", "'" + name + "': lower-case letters, digits and '-' are allowed");
        }
        Kind kind = declared.choice("kind", "account", "account", "connector").equals("connector")
                ? Kind.CONNECTOR
                : Kind.ACCOUNT;
        Template base = declared.read("baseUrl", declared.require("baseUrl"), Access::base);
        Access access = new Access(
                declared.get("title", name),
                base,
                AuthenticationReader.read(declared, base.names().isEmpty() ? Access.url(base.toString()) : OF_DOCK),
                declared.below("headers"));
        RateLimit rateLimit = RateLimit.of(declared);
        Answers answers = Answers.of(declared);
        Duration recommended = declared.read("recommendedInterval", "60s", Declaration::duration);
        List<String> secrets = declared.words("secrets");
        Map<String, String> spoken = new TreeMap<>(declared.below("parameters"));
        Webhook webhook = Webhook.of(declared);
        declared.rejectUnknown();
        if (types.isEmpty()) {
            throw declared.wrong(
                    "types", "the file has no templatedRoute of template list, so there is nothing to sync");
        }
        Map<String, ResourceType> read = new LinkedHashMap<>();
        types.forEach((type, parameters) -> read.put(type, ResourceType.of(name, type, parameters, secrets)));
        read.values()
                .forEach(type ->
                        known(spoken, type.list().request() + " " + type.lists().each()));
        known(spoken, base.toString());
        if (access.authentication() instanceof Authentication.Choice choice) {
            spoken.putIfAbsent(choice.parameter(), "");
        }
        if (rateLimit.account() != null && rateLimit.account().parameter() != null) {
            spoken.putIfAbsent(rateLimit.account().parameter(), "");
        }
        for (String bucket : rateLimit.buckets().keySet()) {
            if (read.containsKey(bucket)) {
                throw declared.wrong("rateLimit.buckets." + bucket, "is also a type's name; call it otherwise");
            }
        }
        Map<String, ResourceType> sorted = parentsFirst(name, read);
        return new Provider(
                name,
                kind,
                access,
                rateLimit,
                answers,
                recommended,
                spoken,
                sorted,
                ProviderEvents.of(name, webhook, events, read),
                TwoWays.of(name, twoWays, sorted.keySet()));
    }

    private static Map<String, ResourceType> parentsFirst(String name, Map<String, ResourceType> types) {
        Map<String, ResourceType> sorted = new LinkedHashMap<>();
        List<ResourceType> left = new ArrayList<>(types.values());
        while (!left.isEmpty()) {
            List<ResourceType> ready = left.stream()
                    .filter(type -> sorted.keySet().containsAll(type.lists().parents()))
                    .toList();
            if (ready.isEmpty()) {
                ResourceType lost = left.get(0);
                throw new DeclarationException(
                        name,
                        lost.name(),
                        "parent",
                        Lists.missing(
                                lost.lists().parents().stream()
                                        .filter(parent -> !sorted.containsKey(parent))
                                        .findFirst()
                                        .orElseThrow(),
                                types.keySet()));
            }
            ready.forEach(type -> sorted.put(type.name(), type));
            left.removeAll(ready);
        }
        return java.util.Collections.unmodifiableMap(sorted);
    }

    /** What the declaration says nothing of, but uses, is a parameter without words. */
    private static void known(Map<String, String> parameters, String text) {
        OF_PARAMETER.matcher(text).results().forEach(found -> parameters.putIfAbsent(found.group(1), ""));
    }

    /** The types whose records belong to records of {@code type}. */
    public List<String> childrenOf(String type) {
        return types.values().stream()
                .filter(child -> child.lists().parents().contains(type))
                .map(ResourceType::name)
                .toList();
    }
}
