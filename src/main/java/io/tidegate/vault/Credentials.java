package io.tidegate.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of a dock, open, by name.
 *
 * @param secrets none of them empty
 */
public record Credentials(Map<String, String> secrets) {
    /** Of a dock that has none. */
    public static final Credentials NONE = new Credentials(Map.of());

    private static final String TOKEN = "token";
    /** No provider's token begins like this; what does not, is the token alone, as docks had it before. */
    private static final String SEVERAL = "tidegate:secrets:v1:";

    private static final String HIDDEN = "[redacted]";
    /** Anything shorter may be part of any word. */
    private static final int SHORT = 6;

    private static final ObjectMapper JSON = new ObjectMapper();

    public Credentials {
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        secrets.forEach((name, value) -> {
            if (!name.matches("[A-Za-z][A-Za-z0-9]{0,40}") || value.isEmpty()) {
                throw new IllegalArgumentException("a secret has a name of letters and digits, and is not empty");
            }
        });
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws VaultException when it is something else
     */
    public static Credentials ofText(String text) {
        if (!text.startsWith(SEVERAL)) {
            return text.isEmpty() ? NONE : new Credentials(Map.of(TOKEN, text));
        }
        try {
            return new Credentials(
                    JSON.readValue(text.substring(SEVERAL.length()), new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Not passed on: its message quotes the text.
            throw new VaultException(
                    "The stored credentials hold no secrets by name: set the dock's credentials anew.");
        }
    }

    /** One text to be sealed. A token alone is that text itself. */
    public String text() {
        String token = secrets.get(TOKEN);
        return secrets.size() == 1 && token != null && !token.startsWith(SEVERAL)
                ? token
                : SEVERAL + JSON.valueToTree(secrets);
    }

    public @Nullable String find(String name) {
        return secrets.get(name);
    }

    /** Those of the names that it does not have. */
    public List<String> missing(List<String> names) {
        return names.stream().filter(name -> !secrets.containsKey(name)).toList();
    }

    /** The same with some of them replaced or added. */
    public Credentials with(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(secrets);
        all.putAll(others);
        return new Credentials(all);
    }

    /** What tells these secrets from others; null when it has none of them. A single one tells for itself. */
    public @Nullable String distinguishing(List<String> names) {
        List<String> there = names.stream().filter(secrets::containsKey).toList();
        return switch (there.size()) {
            case 0 -> null;
            case 1 -> secrets.get(there.get(0));
            default ->
                there.stream().map(name -> name + "=" + secrets.get(name)).collect(Collectors.joining("\n"));
        };
    }

    /** A text without any of them, neither as they are nor as they are sent. */
    public String hide(String text) {
        String user = secrets.getOrDefault("user", "");
        String client = secrets.getOrDefault("clientId", "");
        TreeSet<String> forms =
                new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        secrets.values().forEach(secret -> forms.addAll(List.of(secret, base64(secret), encoded(secret))));
        if (!user.isEmpty()) {
            forms.add(base64(user + ":" + secrets.getOrDefault("password", "")));
        }
        if (!client.isEmpty()) {
            forms.add(base64(encoded(client) + ":" + encoded(secrets.getOrDefault("clientSecret", ""))));
        }
        String hidden = text;
        for (String form : forms) {
            hidden = form.length() < SHORT ? hideWord(hidden, form) : hidden.replace(form, HIDDEN);
        }
        return hidden;
    }

    /** Text in UTF-8 without a secret, as it is and as it stands in links; what replaces it may stand in a link too. */
    static byte[] without(byte[] utf8, String secret) {
        // one character a byte, so that nothing else changes
        String text = new String(utf8, StandardCharsets.ISO_8859_1);
        String cleaned = text;
        for (String form : List.of(secret, encoded(secret), encoded(secret).replace("+", "%20"))) {
            String bytes = new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            cleaned = cleaned.replace(bytes, "redacted").replace(bytes.replace("/", "\\/"), "redacted");
        }
        return cleaned.equals(text) ? utf8 : cleaned.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String hideWord(String text, String word) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(HIDDEN));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Credentials" + secrets.keySet();
    }
}
