package io.tidegate.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.dock.Dock;
import io.tidegate.flow.Stored;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each provider of the catalogue says of its limits is understood. */
class LimitsTest {
    private static final String ASKED = "io.tidegate.catalogue.Catalogue#asked";

    @RegisterExtension
    static final CatalogueNode node = new CatalogueNode();

    static Stream<Arguments> limited() {
        return Catalogue.asked().stream()
                .flatMap(type -> type.provider().answers("limited").stream().map(answer -> Arguments.of(type, answer)));
    }

    @ParameterizedTest
    @MethodSource(ASKED)
    void an_answer_fills_the_budget_it_speaks_of(TypeFixture type) {
        Trial.of(node, type).listed(1);

        JsonNode told = type.provider().budget();
        String bucket = told.path("bucket").asText().replace("$type", type.type());
        Instant now = node.clock.instant();
        List<Map<String, Object>> budgets = node.stored()
                .rows(
                        "select * from budgets where provider = ? order by bucket",
                        type.provider().name());
        assertThat(budgets).as("%s in %s", bucket, budgets).anySatisfy(budget -> {
            assertThat(budget.get("bucket")).isEqualTo(bucket);
            if (told.has("remaining")) {
                assertThat(budget.get("quota")).isEqualTo(told.path("quota").asLong());
                assertThat(budget.get("remaining"))
                        .isEqualTo(told.path("remaining").asLong());
            }
            if (told.has("reset")) {
                assertThat(((Timestamp) Objects.requireNonNull(budget.get("reset_at"))).toInstant())
                        .isBetween(
                                now.plusSeconds(told.path("reset").asLong() - 1),
                                now.plusSeconds(told.path("reset").asLong() + 1));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("limited")
    void a_limit_is_waited_out_and_is_no_failure(TypeFixture type, ProviderFixture.Spelt answer) {
        Trial trial = Trial.of(node, type).listed(2);
        trial.next(answer.at(node.clock.instant().plusSeconds(60)));

        Stored.Event waits = trial.sync();

        assertThat(waits.completedAt()).isNull();
        Stored.Job job = node.stored().job(trial.dock);
        assertThat(job.state()).isEqualTo("available");
        assertThat(job.runAt())
                .isBetween(
                        node.clock.instant().plus(answer.waits()).minusSeconds(1),
                        node.clock.instant().plus(answer.waits()).plusSeconds(1));
        Dock dock = node.node().beans().docks().find(List.of(trial.dock)).get(0);
        assertThat(dock.condition().failures()).isZero();
        assertThat(dock.condition().stoppedAt()).isNull();

        trial.good(node.pass(trial.dock, answer.waits().plusSeconds(1)));
        assertThat(trial.live()).hasSize(2);
    }
}
