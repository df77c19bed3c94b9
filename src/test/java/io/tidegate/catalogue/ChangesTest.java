package io.tidegate.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.flow.Stored;
import io.tidegate.json.Pointer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is a change in each list of the catalogue, and what is none. */
class ChangesTest {
    private static final String TYPES = "io.tidegate.catalogue.Catalogue#types";

    @RegisterExtension
    static final CatalogueNode node = new CatalogueNode();

    static Stream<TypeFixture> moving() {
        return Catalogue.types().stream()
                .filter(type -> type.declared().parameters().containsKey("volatile")
                        || type.declared().parameters().containsKey("sets"));
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void an_unchanged_list_writes_nothing(TypeFixture type) {
        Trial trial = Trial.of(node, type).listed(3);
        List<String> versions = trial.versions();

        assertThat(trial.good(trial.syncWhole()).changed()).isZero();

        assertThat(trial.versions()).isEqualTo(versions);
    }

    @ParameterizedTest
    @MethodSource("moving")
    void what_moves_by_itself_and_the_order_of_sets_write_nothing(TypeFixture type) {
        Trial trial = Trial.of(node, type).listed(3);
        List<String> versions = trial.versions();
        int known = node.stored().changes(trial.dock).size();
        type.moved(trial.record(1));
        reverse(type, trial.record(1));

        Stored.Event event = trial.good(trial.sync());

        assertThat(event.changed()).isZero();
        assertThat(node.stored().changesAfter(trial.dock, known)).isEmpty();
        assertThat(trial.versions()).isEqualTo(versions);
    }

    private static void reverse(TypeFixture type, ObjectNode record) {
        for (String set : type.declared().words("sets")) {
            Pointer.of(set).rewrite(record, value -> {
                ArrayNode list = (ArrayNode) value;
                List<JsonNode> turned = list.valueStream().toList();
                ArrayNode copy = list.deepCopy().removeAll();
                for (int i = turned.size() - 1; i >= 0; i--) {
                    copy.add(turned.get(i));
                }
                return copy;
            });
        }
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void a_change_is_one_row_that_names_its_place(TypeFixture type) {
        Trial trial = Trial.of(node, type).listed(3);
        int known = node.stored().changes(trial.dock).size();
        type.changed(trial.record(1));

        Stored.Event event = trial.good(trial.sync());

        assertThat(event.changed()).isOne();
        assertThat(node.stored().changesAfter(trial.dock, known))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.kind()).isEqualTo("changed");
                    assertThat(change.field())
                            .isEqualTo(type.text().path("field").asText(type.change()));
                });
    }

    @ParameterizedTest
    @MethodSource(TYPES)
    void what_is_gone_is_deleted_and_what_returns_is_revived(TypeFixture type) {
        Trial trial = Trial.of(node, type).listed(3);
        int known = node.stored().changes(trial.dock).size();
        ObjectNode gone = trial.list.records().remove(2);
        trial.good(trial.syncWhole());
        // where pages shift a record must be missed twice
        trial.good(trial.syncWhole());

        assertThat(trial.live()).hasSize(2);
        assertThat(node.stored().changesAfter(trial.dock, known))
                .singleElement()
                .extracting(Stored.Change::kind)
                .isEqualTo("deleted");

        trial.list.records().add(gone);
        trial.good(trial.sync());

        assertThat(trial.live()).hasSize(3);
        assertThat(node.stored().changesAfter(trial.dock, known))
                .extracting(Stored.Change::kind)
                .containsExactly("deleted", "returned");
    }
}
