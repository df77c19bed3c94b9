package io.tidegate.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.dock.Dock;
import io.tidegate.flow.Stored;
import io.tidegate.simulator.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong at each provider of the catalogue is taken for what it is. */
class FailuresTest {
    private static final String ASKED = "io.tidegate.catalogue.Catalogue#asked";
    private static final String INVALID = "INVALID_RESPONSE";

    @RegisterExtension
    static final CatalogueNode node = new CatalogueNode();

    static Stream<Arguments> refused() {
        return Catalogue.asked().stream()
                .flatMap(type -> type.provider().answers("refused").stream().map(answer -> Arguments.of(type, answer)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refused_credentials_stop_the_dock(TypeFixture type, ProviderFixture.Spelt answer) {
        Trial trial = Trial.of(node, type).listed(2);
        trial.next(answer.at(node.clock.instant()));

        Stored.Event event = trial.sync();

        assertThat(event.status()).isEqualTo("failed");
        Dock dock = node.node().beans().docks().find(List.of(trial.dock)).get(0);
        assertThat(dock.condition().stoppedAt()).isNotNull();
        assertThat(trial.live()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource(ASKED)
    void a_server_error_is_asked_again(TypeFixture type) {
        Trial trial = Trial.of(node, type);
        trial.next(Answer.status(503), Answer.html(502, "<html>Bad Gateway</html>"));

        trial.good(trial.sync());

        assertThat(trial.live()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource(ASKED)
    void a_lasting_server_error_fails_its_list_only(TypeFixture type) {
        Trial trial = Trial.besideAnother(node, type);
        trial.list.always(Answer.status(503));

        Stored.Event event = trial.sync();

        boolean others = trial.beside() != null || type.parent() != null;
        assertThat(event.status()).isEqualTo(others ? "partial" : "failed");
        assertThat(event.code()).isEqualTo("HTTP_503");
        if (trial.beside() != null) {
            assertThat(node.stored().live(trial.dock, trial.beside().type())).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(ASKED)
    void an_answer_that_is_no_list_is_a_failure_and_deletes_nothing(TypeFixture type) {
        Trial trial = Trial.of(node, type).listed(3);
        List<String> versions = trial.versions();
        for (Odd odd : odd(type)) {
            trial.next(odd.answer());

            Stored.Event event = trial.syncWhole();

            assertThat(event.status()).as("%s %s", type, odd).isIn("failed", "partial");
            assertThat(event.code()).as("%s %s", type, odd).isEqualTo(odd.code());
            assertThat(trial.versions()).as("%s %s", type, odd).isEqualTo(versions);
        }
        trial.good(trial.syncWhole());
        assertThat(trial.versions()).isEqualTo(versions);
    }

    private record Odd(Answer answer, String code) {}

    private static List<Odd> odd(TypeFixture type) {
        List<Odd> odd = new ArrayList<>(List.of(
                new Odd(Answer.html(200, "<html>We will be back soon</html>"), INVALID),
                new Odd(Answer.status(200), INVALID),
                new Odd(Answer.json(200, "\"ok\""), INVALID),
                new Odd(Answer.json(200, "{\"message\":\"nothing here\"}"), INVALID)));
        for (ProviderFixture.Spelt own : type.provider().answers("odd")) {
            odd.add(new Odd(
                    own.at(node.clock.instant()), own.text().path("code").asText(INVALID)));
        }
        return odd;
    }
}
