package io.tidegate.provider;

import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.declared.DeclarationException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is known of a provider.
 *
 * @param name its name, the same as its file's
 * @param kind whether a dock that keeps failing stops
 * @param access where it is and how it is asked
 * @param rateLimit what it says of its limits
 * @param answers what its answers mean
 * @param recommendedInterval the shortest interval it recommends
 * @param types its resource types, parents before children
 */
public record Provider(
        String name,
        Kind kind,
        Access access,
        RateLimit rateLimit,
        Answers answers,
        Duration recommendedInterval,
        Map<String, ResourceType> types) {

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
     * @param baseUrl without a slash at the end
     * @param headers sent with every request
     */
    public record Access(String title, URI baseUrl, String authentication, Map<String, String> headers) {}

    /**
     * Reads a declaration.
     *
     * @param facts the provider's bean
     * @param types the parameters of each type's templated route, by type
     * @throws DeclarationException for the first key that is wrong, missing or not known
     */
    public static Provider of(String name, Map<String, ?> facts, Map<String, Map<String, String>> types) {
        Declaration declared = new Declaration(name, null, facts);
        if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
            throw declared.wrong("name", "'" + name + "': lower-case letters, digits and '-' are allowed");
        }
        Kind kind = declared.choice("kind", "account", "account", "connector").equals("connector")
                ? Kind.CONNECTOR
                : Kind.ACCOUNT;
        Access access = new Access(
                declared.get("title", name),
                declared.read("baseUrl", declared.require("baseUrl"), Provider::baseUrl),
                declared.choice("authentication", "bearer", "bearer", "none"),
                declared.below("headers"));
        RateLimit rateLimit = RateLimit.of(declared);
        Answers answers = Answers.of(declared);
        Duration recommended = declared.read("recommendedInterval", "60s", Declaration::duration);
        List<String> secrets = declared.words("secrets");
        declared.rejectUnknown();
        if (types.isEmpty()) {
            throw declared.wrong(
                    "types", "the file has no templatedRoute of template list, so there is nothing to sync");
        }
        Map<String, ResourceType> read = new LinkedHashMap<>();
        types.forEach((type, parameters) -> read.put(type, ResourceType.of(name, type, parameters, secrets)));
        for (String bucket : rateLimit.buckets().keySet()) {
            if (read.containsKey(bucket)) {
                throw declared.wrong("rateLimit.buckets." + bucket, "is also a type's name; call it otherwise");
            }
        }
        return new Provider(name, kind, access, rateLimit, answers, recommended, parentsFirst(name, read));
    }

    private static URI baseUrl(String text) {
        URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an http or https URL without user and query is needed");
        }
        return uri;
    }

    private static Map<String, ResourceType> parentsFirst(String name, Map<String, ResourceType> types) {
        Map<String, ResourceType> sorted = new LinkedHashMap<>();
        List<ResourceType> left = new ArrayList<>(types.values());
        while (!left.isEmpty()) {
            List<ResourceType> ready = left.stream()
                    .filter(type -> type.parent() == null || sorted.containsKey(type.parent()))
                    .toList();
            if (ready.isEmpty()) {
                ResourceType lost = left.get(0);
                throw new DeclarationException(
                        name,
                        lost.name(),
                        "parent",
                        "'" + lost.parent() + "' is no type of this provider, or a circle");
            }
            ready.forEach(type -> sorted.put(type.name(), type));
            left.removeAll(ready);
        }
        return java.util.Collections.unmodifiableMap(sorted);
    }

    /** The types whose records belong to records of {@code type}. */
    public List<String> childrenOf(String type) {
        return types.values().stream()
                .filter(child -> type.equals(child.parent()))
                .map(ResourceType::name)
                .toList();
    }
}
