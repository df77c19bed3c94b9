package io.tidegate.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every list of the catalogue is read whole, in its provider's own way. */
class ListsTest {
    private static final String TYPES = "io.tidegate.catalogue.Catalogue#types";

    @RegisterExtension
    static final CatalogueNode node = new CatalogueNode();

    static Stream<TypeFixture> paged() {
        return Catalogue.types().stream()
                .filter(type ->
                        type.file() == null && !type.single() && Pages.of(type).cuts());
    }

    static Stream<TypeFixture> named() {
        return Catalogue.types().stream().filter(TypeFixture::named);
    }

    static Stream<TypeFixture> conditional() {
        return Catalogue.types().stream()
                .filter(type -> type.declared().parameters().containsKey("conditional"));
    }

    @ParameterizedTest
    @MethodSource("paged")
    void a_list_is_paged_to_its_end(TypeFixture type) {
        Trial trial = Trial.of(node, type);
        int size = Pages.of(type)
                .size(Integer.parseInt(type.declared().parameters().getOrDefault("pageSize", "0")));
        trial.list.fill(2 * size + 1);

        trial.good(trial.sync());

        assertThat(trial.live()).hasSize(2 * size + 1);
        assertThat(trial.list.asked()).hasSize(trial.lists() + 2);
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void an_empty_list_is_no_failure(TypeFixture type) {
        Trial trial = Trial.of(node, type).listed(0);

        assertThat(trial.rows()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void a_record_gets_its_name_status_region_times_and_columns(TypeFixture type) {
        Trial trial = Trial.of(node, type).listed(1);

        assertThat(trial.rows()).hasSize(1);
        Map<String, String> expected = new LinkedHashMap<>();
        type.text()
                .path("stored")
                .properties()
                .forEach(one -> expected.put(
                        one.getKey(), plain(one.getKey(), one.getValue().asText(""))));
        assertThat(row(trial)).isEqualTo(expected);
        assertThat(trial.list.asked()).hasSize(trial.lists());
    }

    /** What a row has beside its data. */
    private static Map<String, String> row(Trial trial) {
        Stored.Resource stored = trial.rows().get(0);
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", stored.id());
        row.put("name", stored.name());
        row.put("status", stored.status());
        row.put("region", stored.region());
        node.stored().rows("""
                        select key, value from resources, jsonb_each_text(attributes)
                        where dock_id = ? and resource_type = ?
                        """, trial.dock, trial.type.type()).forEach(one -> {
            String column = String.valueOf(one.get("key"));
            row.put(column, plain(column, String.valueOf(one.get("value"))));
        });
        row.values().removeIf(java.util.Objects::isNull);
        return row;
    }

    static Stream<TypeFixture> otherwise() {
        return Catalogue.types().stream().flatMap(type -> type.otherwise().stream());
    }

    @ParameterizedTest
    @MethodSource("otherwise")
    void a_list_is_found_in_each_envelope_it_comes_in(TypeFixture type) {
        assertThat(Trial.of(node, type).listed(3).live()).hasSize(3);
    }

    static Stream<TypeFixture> changing() {
        return Catalogue.types().stream().filter(type -> !type.states().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("changing")
    void a_status_is_one_of_ours(TypeFixture type) {
        Trial trial = Trial.of(node, type);
        trial.list.records().clear();
        trial.list.records().addAll(type.states().keySet());

        trial.good(trial.sync());

        assertThat(trial.live())
                .extracting(Stored.Resource::status)
                .containsExactlyElementsOf(type.states().values());
    }

    /** An instant has several spellings. */
    private static String plain(String column, String value) {
        try {
            return column.endsWith("_at")
                    ? OffsetDateTime.parse(value).toInstant().toString()
                    : value;
        } catch (DateTimeParseException e) {
            return value;
        }
    }

    @ParameterizedTest
    @MethodSource("named")
    void an_id_may_be_any_name(TypeFixture type) {
        List<String> names = List.of("a/b c", "Straße 7?x=1&y=2#z%2F", "日本.example", "plus+sign");
        Trial trial = Trial.of(node, type);
        trial.list.records().clear();
        names.forEach(name -> trial.list.records().add(type.called(name)));

        trial.good(trial.sync());
        List<String> versions = trial.versions();

        assertThat(trial.live()).extracting(Stored.Resource::name).hasSize(4);
        assertThat(trial.good(trial.syncWhole()).changed()).isZero();
        assertThat(trial.versions()).isEqualTo(versions);
    }

    static Stream<TypeFixture> belowNames() {
        return Catalogue.types().stream()
                .filter(type -> Catalogue.parents(type).stream().anyMatch(TypeFixture::named));
    }

    @ParameterizedTest
    @MethodSource("belowNames")
    void a_parent_may_have_any_name(TypeFixture type) {
        Trial trial = Trial.of(node, type);
        ListScript parents = trial.parents();
        parents.records().clear();
        parents.records().add(parents.type().called("a/b c?x=1&y=2#z%2F+日本"));

        trial.good(trial.sync());

        assertThat(trial.live()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("conditional")
    void a_page_that_is_known_by_its_etag_is_not_sent_again(TypeFixture type) {
        Trial trial = Trial.of(node, type).listed(3);
        List<String> versions = trial.versions();
        int before = trial.list.asked().size();

        trial.good(trial.sync());

        assertThat(trial.list.asked().subList(before, trial.list.asked().size()))
                .allSatisfy(asked -> assertThat(asked.header("If-None-Match")).startsWith("W/"));
        assertThat(trial.versions()).isEqualTo(versions);
        assertThat(trial.live()).hasSize(3);
    }
}
