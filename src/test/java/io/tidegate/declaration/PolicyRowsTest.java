package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidegate.flow.Stored;
import io.tidegate.provider.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Rows 59, 60 and 62: what becomes of records, how fresh they must be, and who may see them. */
class PolicyRowsTest {
    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void row_59_what_is_gone_is_deleted_softly_or_never() {
        for (String type : List.of("items", "kept")) {
            node.script(Say.always(Say.items(1, 2)));
            Trial trial = node.trial("policies", type).synced();
            node.script(Say.always(Say.items(1)));
            trial.synced();
            assertThat(trial.row("2").deleted()).as(type).isEqualTo(type.equals("items"));
        }
    }

    @Test
    void row_59_so_many_listings_must_agree() {
        node.script(Say.always(Say.items(1, 2)));
        Trial trial = node.trial("policies", "missed").synced();
        node.script(Say.always(Say.items(1)));
        trial.synced().synced();
        assertThat(trial.live()).containsExactly("1", "2");
        trial.synced();
        assertThat(trial.live()).containsExactly("1");
    }

    @Test
    void row_59_more_than_a_share_is_held_back() {
        node.script(Say.always(Say.items(1, 2, 3, 4, 5, 6)));
        Trial trial = node.trial("policies", "capped").synced();
        node.script(Say.always(Say.items(1, 2, 3, 4, 5)));
        trial.synced();
        assertThat(trial.live()).hasSize(5);
        node.script(Say.always(Say.items(1, 2, 3)));
        trial.synced();
        assertThat(trial.live()).hasSize(5);
        assertThat(node.stored().position(trial.dock, "capped", "").held()).contains("2 of 5 are missing");
    }

    @Test
    void row_60_a_type_says_how_old_it_may_be() {
        Provider provider = Objects.requireNonNull(node.provider("policies"));
        assertThat(Objects.requireNonNull(provider.types().get("fresh"))
                        .policy()
                        .freshness())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(Objects.requireNonNull(provider.types().get("items"))
                        .policy()
                        .freshness())
                .isNull();
    }

    @Test
    void row_62_what_is_personal_is_stored_but_not_shown_and_a_secret_is_neither() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("io.tidegate");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        ours.setLevel(Level.TRACE);
        try {
            Trial trial = people("aoife@", "1 Main St", "1234");
            node.script(Say.always(Say.json(
                    "[{'id':1,'name':'A','email':'new-canary@x','home':{'street':'2 canary St'},'pin':'canary-5'}]")));
            trial.synced();
            // of what cannot be read nothing is told either
            node.script(Say.always(Say.json("['canary@x']")));
            trial.sync();

            assertThat(trial.data("1").path("email").asText()).isEqualTo("new-canary@x");
            assertThat(trial.data("1").path("pin").asText()).isEqualTo("[redacted]");
            assertThat(node.stored().changes(trial.dock))
                    .filteredOn(change -> change.kind().equals("changed"))
                    .extracting(Stored.Change::field, Stored.Change::before, Stored.Change::after)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("/email", "\"[personal]\"", "\"[personal]\""),
                            org.assertj.core.groups.Tuple.tuple("/home/street", "\"[personal]\"", "\"[personal]\""));
            assertThat(node.stored().everything())
                    .filteredOn(row -> row.contains("canary"))
                    .allMatch(row -> row.startsWith("resources "));
            assertThat(List.copyOf(log.list))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .noneMatch(line -> line.contains("canary"));
        } finally {
            ours.setLevel(null);
            root.detachAppender(log);
        }
    }

    private static Trial people(String email, String street, String pin) {
        node.script(Say.always(Say.json("[{'id':1,'name':'A','email':'" + email + "','home':{'street':'" + street
                + "'},'pin':'" + pin + "'}]")));
        return node.trial("policies", "people").synced();
    }
}
