package io.tidegate.api.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.api.ApiRows;
import io.tidegate.api.FederationRows;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.federation.local.KindStore;
import io.tidegate.federation.local.Kinds;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** A kind that was renamed leaves its records behind, and says so. */
class KindOperationsTest {
    private static final Actor OPERATOR =
            new Actor("operator@example.org", null, null, null, null, Set.of(Permission.INSTANCE_READ), "10.0.0.1");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    private final ApiFixture api = new ApiFixture(database);

    @BeforeEach
    void a_contact_and_a_player() throws IOException {
        FederationRows.clear(database);
        String slug = "kinds-" + ++made;
        ApiRows.fill(database, api.organization(slug), slug);
        load("kind, value: contact");
    }

    private void load(String kind) throws IOException {
        String text = Files.readString(Path.of("src/test/resources/federation/crm.camel.yaml"));
        api.providers.put(new ProviderReader(DeclaredProviders.placeholders(Map.of()))
                .read(RouteFile.read("providers/crm.camel.yaml", text.replace("kind, value: contact", kind))));
    }

    private JsonNode kind(String kind) {
        Answer answer = api.ask(OPERATOR, "GET", "/instance/kinds", null);
        assertThat(answer.status()).isEqualTo(200);
        for (JsonNode one : answer.body().path("items")) {
            if (one.path("kind").asText().equals(kind)) {
                return one;
            }
        }
        throw new AssertionError(kind + " is not in " + answer.body());
    }

    @Test
    void operators_see_who_declares_each_kind_and_which_one_nobody_does_any_more() throws IOException {
        assertThat(kind("contact").path("providers").toString()).isEqualTo("[\"crm\"]");
        assertThat(kind("contact").path("left").isNull()).isTrue();
        assertThat(kind("player").path("left").asText()).contains("the kind player: its 1 record (1 active)");

        load("kind, value: customer");
        assertThat(kind("contact").path("left").asText())
                .contains("declares the kind contact: its 1 record (1 active)", "no run changes them");
        assertThat(kind("customer").path("records").asInt()).isZero();
        assertThat(kind("customer").path("left").isNull()).isTrue();
    }

    @Test
    void the_log_is_told_once_of_each_until_it_is_declared_again() throws IOException {
        Kinds kinds = new Kinds(new KindStore(database.jdbi()), api.providers);
        load("kind, value: customer");
        assertThat(logged(kinds)).hasSize(2).anyMatch(line -> line.contains("the kind contact"));
        assertThat(logged(kinds)).isEmpty();
        load("kind, value: contact");
        assertThat(logged(kinds)).isEmpty();
        load("kind, value: customer");
        assertThat(logged(kinds)).singleElement().asString().contains("the kind contact");
    }

    private static List<String> logged(Kinds kinds) {
        Logger logger = (Logger) LoggerFactory.getLogger(Kinds.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            kinds.warn();
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
