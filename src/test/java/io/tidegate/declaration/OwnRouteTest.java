package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A list whose pages a plain Camel route delivers. */
class OwnRouteTest {
    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void a_file_is_read_as_a_list_again_and_again() {
        Trial trial = node.trial("ownroutes", "members").synced().synced();
        assertThat(trial.live()).containsExactly("1", "2");
        assertThat(trial.data("2").path("name").asText()).isEqualTo("Byrne, Ciarán");
        assertThat(node.asked()).isEmpty();
    }

    @Test
    void what_a_route_makes_is_a_page() {
        assertThat(node.trial("ownroutes", "fetched").synced().live()).containsExactly("7");
    }
}
