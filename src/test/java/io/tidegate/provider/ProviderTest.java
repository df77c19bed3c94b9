package io.tidegate.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.declared.DeclarationException;
import io.tidegate.provider.request.Template;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderTest {
    private static final Map<String, Map<String, String>> SERVERS = Map.of("servers", Map.of("path", "/servers"));

    @Test
    void a_base_url_is_all_a_provider_must_say() {
        Provider provider = Provider.of("acme", Map.of("baseUrl", "https://api.acme.test/"), SERVERS);

        assertThat(provider.access())
                .isEqualTo(new Provider.Access(
                        "acme", Template.of("https://api.acme.test"), new Authentication.Bearer(), Map.of()));
        assertThat(provider.rateLimit())
                .isEqualTo(new RateLimit(
                        RateLimit.Scope.TOKEN,
                        RateLimit.Reset.INFERRED,
                        "",
                        Map.of(),
                        Map.of(),
                        new HeaderNames(Map.of()),
                        Duration.ofSeconds(60),
                        null));
        assertThat(provider.answers().meaning(answer(401), ListPolicy.USUAL)).isEqualTo(Answers.Meaning.UNAUTHORIZED);
        assertThat(provider.answers().meaning(answer(429), ListPolicy.USUAL)).isEqualTo(Answers.Meaning.LIMITED);
        assertThat(provider.recommendedInterval()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void keys_may_be_nested_or_dotted_and_values_lists_or_words() {
        Map<String, ?> nested = Map.of(
                "baseUrl",
                "https://api.acme.test",
                "rateLimit",
                Map.of("buckets", Map.of("hour", "5000/1h", "minute", "250/1m"), "headers", "hour", "scope", "ip"),
                "errors",
                Map.of("limited", List.of(429, 403)));
        Map<String, ?> dotted = Map.of(
                "baseUrl",
                "https://api.acme.test",
                "rateLimit.buckets.hour",
                "5000/1h",
                "rateLimit.buckets.minute",
                "250/1m",
                "rateLimit.headers",
                "hour",
                "rateLimit.scope",
                "ip",
                "errors.limited",
                "429 403");

        Provider provider = Provider.of("acme", nested, SERVERS);

        assertThat(provider.rateLimit())
                .isEqualTo(Provider.of("acme", dotted, SERVERS).rateLimit());
        assertThat(provider.rateLimit().quota("minute")).isEqualTo(new RateLimit.Quota(250, Duration.ofMinutes(1)));
        assertThat(provider.answers().meaning(answer(403), ListPolicy.USUAL)).isEqualTo(Answers.Meaning.LIMITED);
    }

    @Test
    void the_only_bucket_is_the_one_that_headers_speak_of() {
        Provider provider = provider("rateLimit.buckets.minute", "300/1m");
        assertThat(provider.rateLimit().headerBucket()).isEqualTo("minute");
    }

    @Test
    void parents_come_before_their_children() {
        Map<String, Map<String, String>> types = new LinkedHashMap<>();
        types.put("checks", Map.of("path", "/records/{parent}/checks", "parent", "dns_records"));
        types.put("dns_records", Map.of("path", "/zones/{parent}/records", "parent", "domains"));
        types.put("servers", Map.of("path", "/servers"));
        types.put("domains", Map.of("path", "/zones"));

        Provider provider = Provider.of("acme", Map.of("baseUrl", "https://api.acme.test"), types);

        assertThat(provider.types().keySet()).containsExactly("servers", "domains", "dns_records", "checks");
        assertThat(provider.childrenOf("domains")).containsExactly("dns_records");
    }

    @Test
    void a_key_nobody_knows_is_refused_with_the_nearest_one() {
        DeclarationException refused = refused("recomendedInterval", "60s");
        assertThat(refused.key()).isEqualTo("recomendedInterval");
        assertThat(refused)
                .hasMessage("acme: recomendedInterval: is not known here; did you mean recommendedInterval?");
        assertThat(refused("rateLimit.scop", "ip")).hasMessageContaining("did you mean rateLimit.scope?");
        assertThat(refused("rateLimit.bukets.minute", "60/1m"))
                .hasMessageContaining("did you mean rateLimit.buckets.minute?");
        assertThat(refused("colour", "blue"))
                .hasMessageContaining("known are authentication, authentication.choose, baseUrl, ");
    }

    @Test
    void a_value_that_cannot_be_is_refused_with_its_key_and_what_is_allowed() {
        assertThat(refused("baseUrl", "ftp://acme.test")).hasMessageContaining("an http or https URL");
        assertThat(refused("baseUrl", "https://user@acme.test")).hasMessageContaining("without user and query");
        assertThat(refused("baseUrl", "https://")).hasMessageContaining("baseUrl: 'https://'");
        assertThat(refused("authentication", "digest")).hasMessageContaining("allowed are bearer, none");
        assertThat(refused("rateLimit.scope", "galaxy")).hasMessageContaining("allowed are token, user, project, ip");
        assertThat(refused("rateLimit.reset", "soon")).hasMessageContaining("epoch-milliseconds");
        assertThat(refused("rateLimit.buckets.hour", "0/1h")).hasMessageContaining("a limit looks like 5000/1h");
        assertThat(refused("rateLimit.buckets.hour", "10/soon")).hasMessageContaining("a duration like 60s");
        assertThat(refused("rateLimit.account.path", "/user")).hasMessageContaining("scopes user and project");
        assertThat(refused("rateLimit.buckets.servers", "9/1m")).hasMessageContaining("also a type's name");
        assertThat(refused("rateLimit.buckets.tiny", "9/50ms")).hasMessageContaining("100ms or longer");
        assertThat(refused("errors.limited", "429 4x9")).hasMessageContaining("4x9 is no rule");
        assertThat(refused("errors.message", "message")).hasMessageContaining("a pointer starts with '/'");
        assertThat(refused("recommendedInterval", "1 minute")).hasMessageContaining("a duration like 60s");
    }

    @Test
    void several_buckets_need_one_that_headers_speak_of() {
        Map<String, String> facts = Map.of(
                "baseUrl", "https://acme.test", "rateLimit.buckets.hour", "5/1h", "rateLimit.buckets.day", "9/1d");
        DeclarationException refused =
                catchThrowableOfType(DeclarationException.class, () -> Provider.of("acme", facts, SERVERS));
        assertThat(refused.key()).isEqualTo("rateLimit.headers");
        assertThat(refused).hasMessageContaining("hour").hasMessageContaining("day");
    }

    @Test
    void a_type_is_refused_with_its_name_and_key() {
        assertThat(refusedType(null, "records", "/a").key()).isEqualTo("path");
        assertThat(refusedType("servers", "path", "/servers")).hasMessageContaining("starts with '/' and has no query");
        assertThat(refusedType("/servers?all", "path", "/x")).hasMessageContaining("see query");
        assertThat(refusedType("/servers", "parent", "servers")).hasMessageContaining("belong together");
        assertThat(refusedType("/z/{parent}", "name", "/n")).hasMessageContaining("belong together");
        assertThat(refusedType("/servers", "naem", "/name")).hasMessageContaining("did you mean name?");
        assertThat(refusedType("/servers", "pageSize", "lots")).hasMessageContaining("from 0 to 100000");
        assertThat(refusedType("/servers", "stablePages", "maybe")).hasMessageContaining("allowed are true, false");
        assertThat(refusedType("/servers", "conditional", "yes")).hasMessageContaining("allowed are true, false");
        assertThat(refusedType("/servers", "paging", "page-number")).hasMessageContaining("allowed are: none;");
        assertThat(refusedType("/servers", "columns", "a")).hasMessageContaining("'a' is no pair name=value");
        assertThat(refusedType("/servers", "columns", "a=/x a=/y")).hasMessageContaining("names a twice");
        assertThat(refusedType("/servers", "columns", "a=x")).hasMessageContaining("'x': a pointer starts with '/'");
        assertThat(refusedType("/servers", "secrets", "/a/[key]")).hasMessageContaining("[key=value]");
        assertThat(refusedType("/servers", "naem", "/name").type()).isEqualTo("servers");
    }

    @Test
    void a_pointer_with_blanks_stands_in_quotes() {
        assertThat(Declaration.split("/a '/b c'  d='/e f' don't")).containsExactly("/a", "/b c", "d=/e f", "don't");
    }

    @Test
    void a_status_maps_to_one_of_our_words() {
        assertThat(refusedType("/servers", "statuses", "active=runing"))
                .hasMessageContaining("statuses: 'runing'")
                .hasMessageContaining("running, stopped, pending, error, archived");
    }

    @Test
    void a_parent_that_is_missing_or_leads_in_a_circle_is_refused() {
        Map<String, Map<String, String>> circle = Map.of(
                "a", Map.of("path", "/a/{parent}", "parent", "b"),
                "b", Map.of("path", "/b/{parent}", "parent", "a"));
        Map<String, Map<String, String>> missing = Map.of("a", Map.of("path", "/a/{parent}", "parent", "gone"));
        for (Map<String, Map<String, String>> types : List.of(circle, missing)) {
            DeclarationException refused = catchThrowableOfType(
                    DeclarationException.class,
                    () -> Provider.of("acme", Map.of("baseUrl", "https://acme.test"), types));
            assertThat(refused.key()).isEqualTo("parent");
        }
    }

    @Test
    void a_provider_without_types_or_with_a_bad_name_is_refused() {
        Map<String, String> facts = Map.of("baseUrl", "https://acme.test");
        assertThat(catchThrowableOfType(DeclarationException.class, () -> Provider.of("acme", facts, Map.of())))
                .hasMessageContaining("nothing to sync");
        assertThat(catchThrowableOfType(DeclarationException.class, () -> Provider.of("Acme", facts, SERVERS)))
                .hasMessageContaining("lower-case letters");
        assertThat(catchThrowableOfType(DeclarationException.class, () -> Provider.of("acme", Map.of(), SERVERS)))
                .hasMessage("acme: baseUrl: is missing");
    }

    private static Provider provider(String key, String value) {
        return Provider.of("acme", Map.of("baseUrl", "https://acme.test", key, value), SERVERS);
    }

    private static DeclarationException refused(String key, String value) {
        Map<String, String> facts = new LinkedHashMap<>(Map.of("baseUrl", "https://acme.test"));
        facts.put(key, value);
        return catchThrowableOfType(DeclarationException.class, () -> Provider.of("acme", facts, SERVERS));
    }

    private static DeclarationException refusedType(@Nullable String path, String key, String value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(key, value);
        if (path != null) {
            parameters.put("path", path);
        }
        return catchThrowableOfType(
                DeclarationException.class,
                () -> Provider.of("acme", Map.of("baseUrl", "https://acme.test"), Map.of("servers", parameters)));
    }

    private static Answers.Answer answer(int status) {
        return new Answers.Answer(status, false, false, MissingNode.getInstance());
    }
}
