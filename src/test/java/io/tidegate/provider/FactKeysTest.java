package io.tidegate.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.provider.declared.DeclarationException;
import io.tidegate.provider.declared.FactKeys;
import io.tidegate.provider.declared.FactKeys.FactKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The registry that the editors' schema is made of says what the program reads. */
class FactKeysTest {
    private static final String STRANGE = "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";
    private static final Pattern KNOWN = Pattern.compile("known are (.*)");
    private static final Map<String, Object> OWN_NAMES = Map.of(
            "headers.X-Own", "x",
            "parameters.own", "x",
            "rateLimit.buckets.own", "5/1m");

    @Test
    void its_keys_are_those_that_are_read() {
        Set<String> read = new TreeSet<>();
        Map<String, Object> token =
                Map.of("kind", "client-credentials", "tokenUrl", "/t", "parameters", Map.of("own", "x"));
        Map<String, Object> refresh = Map.of("kind", "refresh-token", "tokenUrl", "/t");
        for (Object authentication : List.of(
                "bearer",
                token,
                refresh,
                Map.of("kind", "api-key", "header", "X"),
                Map.of("choose", "way", "own", token),
                Map.of("choose", "way", "own", refresh),
                Map.of("choose", "way", "own", Map.of("kind", "api-key", "header", "X")),
                Map.of("choose", "way", "own", "bearer"))) {
            Map<String, Object> facts = new LinkedHashMap<>(OWN_NAMES);
            facts.put("baseUrl", "https://api.acme.test");
            facts.put("authentication", authentication);
            read.addAll(read(facts));
        }
        Set<String> told = new TreeSet<>(FactKeys.ALL.stream().map(FactKey::key).toList());
        assertThat(read).isEqualTo(told);
    }

    @Test
    void its_descriptions_are_there() {
        assertThat(FactKeys.ALL).allSatisfy(key -> assertThat(key.description()).isNotBlank());
    }

    /** All the keys it asks for; names of one's own as {@code *}. */
    private static Set<String> read(Map<String, Object> facts) {
        facts.put(STRANGE, "x");
        DeclarationException refused = catchThrowableOfType(
                DeclarationException.class,
                () -> Provider.of("acme", facts, Map.of("things", Map.of("path", "/things"))));
        Matcher known = KNOWN.matcher(String.valueOf(refused.getMessage()));
        assertThat(known.find()).as(refused.getMessage()).isTrue();
        Set<String> keys = new TreeSet<>(Arrays.asList(known.group(1).split(", ")));
        keys.remove(STRANGE);
        return new TreeSet<>(keys.stream()
                .map(key -> key.replaceAll("\\.(own|X-Own)(?=\\.|$)", ".*"))
                .toList());
    }
}
