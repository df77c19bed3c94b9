package io.tidegate.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BrokerWatchTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(BrokerWatch.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BrokerWatch watch = new BrokerWatch(meters);

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void an_outage_is_one_line_and_its_end_another_whoever_notices() {
        for (int i = 0; i < 3; i++) {
            away("announce-jobs", new IllegalStateException("nobody there"));
            away("ask-brokers", new IllegalStateException("no broker answers"));
        }
        assertThat(watch.reason()).isEqualTo("nobody there; no broker answers");
        assertThat(up()).isZero();
        watch.answered(of("announce-jobs"));
        watch.answered(of("ask-brokers"));
        watch.answered(of("ask-brokers"));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("announce-jobs").contains("nobody there"),
                        last -> assertThat(last).startsWith("Kafka answers again"));
        assertThat(watch.reason()).isNull();
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void what_still_fails_when_the_brokers_are_back_is_told_then() {
        away("ask-brokers", new IllegalStateException("no broker answers"));
        away("stream-changes", new IllegalStateException("no such topic"));
        watch.answered(of("ask-brokers"));
        away("stream-changes", new IllegalStateException("no such topic"));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        first -> assertThat(first).contains("no broker answers"),
                        second -> assertThat(second).contains("no such topic"));
    }

    @Test
    void a_database_that_is_away_is_none_of_its_business() {
        away("stream-changes", new IllegalStateException(new SQLException("gone", "08006")));

        assertThat(watch.reason()).isNull();
        assertThat(lines.list).isEmpty();
    }

    private double up() {
        return meters.get("tidegate.kafka.up").gauge().value();
    }

    private void away(String route, Exception e) {
        Exchange exchange = of(route);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, e);
        watch.away(exchange);
    }

    private static Exchange of(String route) {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId(route);
        return exchange;
    }
}
