package io.tidegate.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidegate.simulator.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** No secret that a list carries, and no token, is kept anywhere. */
class SecretsTest {
    @RegisterExtension
    static final CatalogueNode node = new CatalogueNode();

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.tidegate");

    @BeforeEach
    void listen() {
        log.start();
        ours.addAppender(log);
        ours.setLevel(Level.TRACE);
        ours.setAdditive(false);
    }

    @AfterEach
    void leave() {
        ours.detachAppender(log);
        ours.setLevel(null);
        ours.setAdditive(true);
    }

    @ParameterizedTest
    @MethodSource("io.tidegate.catalogue.Catalogue#types")
    void nothing_secret_is_in_the_tables_the_log_or_the_metrics(TypeFixture type) {
        Trial trial = Trial.of(node, type).listed(2);
        type.changed(trial.record(1));
        trial.good(trial.sync());
        // of what cannot be read nothing is told either
        trial.next(Answer.json(200, "[\"" + type.sample().toString().replace("\"", "'") + "\"]"));
        trial.sync();

        assertThat(node.stored().everything()).isNotEmpty().noneMatch(SecretsTest::leaks);
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(SecretsTest::leaks);
        assertThat(List.of(node.node().meters().scrape())).noneMatch(SecretsTest::leaks);
    }

    private static boolean leaks(String text) {
        return text.contains(TypeFixture.CANARY);
    }
}
