package io.tidegate.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_list_that_is_not_paged_has_one_page() {
        Paging paging = Paging.of("none", null, null);
        assertThat(url(paging, "/v1/all", null)).isEqualTo("/v1/all");
        assertThat(paging.next(page(null, "{}", 100))).isNull();
        assertThat(paging.shifts()).isFalse();
    }

    @Test
    void a_next_link_in_the_body_is_followed_until_it_is_absent_null_or_empty() {
        Paging paging = Paging.of("next-link /links/next", null, null);
        assertThat(url(paging, "/v1/all", null)).isEqualTo("/v1/all");
        String link = "https://api.acme.test/v1/all?page=2";
        assertThat(paging.next(page(null, "{\"links\":{\"next\":\"" + link + "\"}}", 9)))
                .isEqualTo(link);
        assertThat(url(paging, "/v1/all", link)).isEqualTo(link);
        assertThat(paging.next(page(link, "{\"links\":{}}", 9))).isNull();
        assertThat(paging.next(page(link, "{\"links\":{\"next\":null}}", 9))).isNull();
        assertThat(paging.next(page(link, "{\"links\":{\"next\":\"\"}}", 9))).isNull();
    }

    @Test
    void pages_behind_links_shift_unless_the_provider_says_not() {
        assertThat(Paging.of("next-link /next", null, null).shifts()).isTrue();
        assertThat(Paging.of("next-link /next", false, null).shifts()).isFalse();
        assertThat(Paging.of("link-header", null, null).shifts()).isTrue();
        assertThat(Paging.of("link-header", false, null).shifts()).isFalse();
        assertThat(Paging.of("page-number page", null, null).shifts()).isTrue();
        assertThat(Paging.of("offset skip", null, null).shifts()).isTrue();
        assertThat(Paging.of("cursor after /next", null, null).shifts()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<https://a.test/x?page=2>; rel=\"next\"",
                "<https://a.test/x?page=2>; rel=next",
                "<https://a.test/x?page=2>;rel=next",
                "<https://a.test/x?page=2> ; REL = \"Next\"",
                "<https://a.test/x?page=1>; rel=\"prev\", <https://a.test/x?page=2>; rel=\"next\"",
                "<https://a.test/x?page=9>; rel=\"last\",<https://a.test/x?page=2>; rel=\"next\"",
                "<https://a.test/x?page=2>; rel=\"last next\"",
                "<https://a.test/x?page=2>; title=\"more, and; more\"; rel=\"next\"",
                "<https://a.test/x?page=2>; title=\"a \\\"b\\\", c\"; rel=next; results=\"true\"",
                "<https://a.test/other>; title=\"rel=next\", <https://a.test/x?page=2>; rel=\"next\"",
                "[<https://a.test/x?page=9>; rel=\"last\", <https://a.test/x?page=2>; rel=\"next\"]"
            })
    void a_link_header_names_the_next_page_in_many_forms(String header) {
        assertThat(next(Paging.of("link-header", null, null), header)).isEqualTo("https://a.test/x?page=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "<https://a.test/x?page=1>; rel=\"prev\"",
                "<https://a.test/x>; rel=\"next-archive\"",
                "<https://a.test/x>; rel=\"nextish\"",
                "<https://a.test/x>; title=\"rel=next\"",
                "<https://a.test/x>; title=next",
                "<https://a.test/x>",
                "<https://a.test/x?page=2>; rel=\"next\"; results=\"false\""
            })
    void a_link_header_without_a_next_page_is_the_end(String header) {
        assertThat(next(Paging.of("link-header", null, null), header)).isNull();
    }

    @Test
    void no_link_header_is_the_end() {
        assertThat(Paging.of("link-header", null, null).next(page(null, "[]", 9)))
                .isNull();
    }

    @Test
    void page_numbers_count_up_until_a_short_page() {
        Paging paging = Paging.of("page-number page 0", null, null);
        assertThat(url(paging, "/x", null)).isEqualTo("/x?page=0");
        assertThat(paging.next(sized(null, 50, 50))).isEqualTo("1");
        assertThat(url(paging, "/x?a=b", "1")).isEqualTo("/x?a=b&page=1");
        assertThat(paging.next(sized("1", 50, 50))).isEqualTo("2");
        assertThat(paging.next(sized("2", 49, 50))).isNull();
        assertThat(paging.next(sized("2", 0, 0))).isNull();
        assertThat(paging.next(sized("2", 1, 0))).isEqualTo("3");
        assertThat(url(Paging.of("page-number p", null, null), "/x", null)).isEqualTo("/x?p=1");
    }

    @Test
    void an_offset_skips_what_came() {
        Paging paging = Paging.of("offset skip", null, null);
        assertThat(url(paging, "/x", null)).isEqualTo("/x?skip=0");
        assertThat(paging.next(sized(null, 30, 30))).isEqualTo("30");
        assertThat(paging.next(sized("30", 30, 30))).isEqualTo("60");
        assertThat(paging.next(sized("60", 3, 30))).isNull();
    }

    @Test
    void a_cursor_is_handed_back_encoded_until_there_is_none() {
        Paging paging = Paging.of("cursor after /meta/next", null, null);
        assertThat(url(paging, "/x", null)).isEqualTo("/x");
        assertThat(paging.next(page(null, "{\"meta\":{\"next\":\"a+b=\"}}", 9))).isEqualTo("a+b=");
        assertThat(url(paging, "/x", "a+b=")).isEqualTo("/x?after=a%2Bb%3D");
        assertThat(paging.next(page("a", "{\"meta\":{\"next\":1699999999999}}", 9)))
                .isEqualTo("1699999999999");
        assertThat(paging.next(page("a", "{\"meta\":{\"next\":null}}", 9))).isNull();
        assertThat(paging.next(page("a", "{}", 9))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nope", "none 1", "next-link", "link-header x", "page-number", "page-number p x", "cursor c"
            })
    void another_kind_is_refused_with_all_there_are(String text) {
        assertThatThrownBy(() -> Paging.of(text, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("next-link <pointer>")
                .hasMessageContaining("cursor <parameter> <token>");
    }

    @Test
    void a_list_is_asked_for_with_its_query_and_size_and_the_parents_key() {
        ResourceType type = ResourceType.of(
                "acme",
                "dns_records",
                Map.of(
                        "parent", "domains",
                        "path", "/zones/{parent}/records",
                        "query", "order=name dir=up&down",
                        "pageSize", "50",
                        "sizeParameter", "limit"),
                java.util.List.of());
        assertThat(type.request(
                                new ResourceType.Asked(null, null, null),
                                name -> name.equals("parent") ? "a b/ü" : null)
                        .target())
                .isEqualTo("/zones/a%20b%2F%C3%BC/records?order=name&dir=up%26down&limit=50");
    }

    @Test
    void an_etag_of_the_body_tells_that_a_page_follows_unless_a_header_does() {
        Paging header = Paging.of("link-header", null, null);
        assertThat(header.tellsNext(sized(null, 100, 100), "https://acme.test/2"))
                .isTrue();
        assertThat(header.tellsNext(sized(null, 100, 100), null)).isFalse();
        assertThat(header.tellsNext(sized(null, 99, 100), null)).isTrue();
        assertThat(header.tellsNext(sized(null, 5, 0), null)).isFalse();
        assertThat(Paging.of("next-link /next", null, null).tellsNext(sized(null, 100, 100), null))
                .isTrue();
    }

    private static String url(Paging paging, String first, @Nullable String cursor) {
        if (paging.leads() && cursor != null) {
            return cursor;
        }
        return paging.places(cursor).stream()
                .map(one -> one.place().name() + '=' + URLEncoder.encode(one.value(), StandardCharsets.UTF_8))
                .reduce(first, (url, pair) -> url + (url.contains("?") ? '&' : '?') + pair);
    }

    private static @Nullable String next(Paging paging, String header) {
        return paging.next(
                new Paging.Page(null, tree("[]"), name -> name.equals("Link") ? header : null, 30, 30, tree("{}"), 0));
    }

    @Test
    void an_empty_page_ends_no_list_that_says_there_is_more() {
        Paging more = Paging.of("cursor after /next", null, Stop.of("more /has_more"));
        assertThat(more.next(page("a", "{\"next\":\"b\",\"has_more\":true}", 0)))
                .isEqualTo("b");
        assertThat(more.next(page("b", "{\"next\":\"c\",\"has_more\":false}", 9)))
                .isNull();
        Paging when = Paging.of("cursor after /next", null, Stop.of("when /done"));
        assertThat(when.next(page("a", "{\"next\":\"b\"}", 0))).isEqualTo("b");
        Paging counted = Paging.of("page-number page", null, Stop.of("more /has_more"));
        assertThat(counted.next(page("7", "{\"has_more\":true}", 0))).isNull();
    }

    private static Paging.Page page(@Nullable String cursor, String body, int records) {
        return new Paging.Page(cursor, tree(body), name -> null, records, 0, tree("{}"), 0);
    }

    private static Paging.Page sized(@Nullable String cursor, int records, int size) {
        return new Paging.Page(cursor, tree("[]"), name -> null, records, size, tree("{}"), 0);
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
