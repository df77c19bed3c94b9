package io.tidegate.alert.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.egress.Egress;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.FakeProvider;
import io.tidegate.testing.Hold;
import io.tidegate.testing.SettableClock;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertHttpTest {
    private static final String BODY = "{\"ok\": true, \"more\": \"and more\"}";

    private final SettableClock clock = new SettableClock();
    private final FakeProvider receiver = new FakeProvider(clock);
    private final Vault vault = new Vault(new MasterKey(new byte[32]));

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void a_good_status_counts_whatever_becomes_of_the_body() {
        receiver.always("/stalls", Answer.json(200, BODY).stallAfter(1))
                .always("/breaks", Answer.json(202, BODY).cutAfter(1));
        for (String path : List.of("/stalls", "/breaks")) {
            Exchange exchange = exchange(sealed(receiver.baseUrl() + path));
            // minutes, so that a wait for the rest would show
            http(Duration.ofMinutes(3)).post(exchange);
            assertThat(exchange.getProperty(AlertOutbox.STATUS, Integer.class)).isBetween(200, 202);
        }
    }

    @Test
    void a_receiver_that_never_answers_is_left_after_a_while() {
        Hold hold = receiver.hold("/never");
        assertThatThrownBy(() -> http(Duration.ofMillis(200)).post(exchange(sealed(receiver.baseUrl() + "/never"))))
                .isInstanceOf(UndeliveredException.class)
                .hasMessageContaining("did not answer in time");
        hold.release();
    }

    @Test
    void how_long_a_receiver_wants_to_be_left_alone_is_known() {
        receiver.always("/busy", Answer.status(503).header("Retry-After", "90"));
        assertThatThrownBy(() -> http(Duration.ofMinutes(1)).post(exchange(sealed(receiver.baseUrl() + "/busy"))))
                .isInstanceOfSatisfying(UndeliveredException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.pause()).isEqualTo(Duration.ofSeconds(90));
                });
    }

    @Test
    void what_is_inside_the_network_is_told_by_nothing() {
        List<String> said = List.of("https://10.0.0.7/x", "https://127.0.0.2/x", "https://169.254.169.254/x").stream()
                .map(url -> said(sealed(url)))
                .distinct()
                .toList();
        assertThat(said).singleElement().asString().contains("public address").doesNotContain("private", "loopback");
    }

    @Test
    void what_cannot_be_opened_is_to_be_given_anew_and_no_key_is_named() {
        Vault other = new Vault(MasterKey.random());
        String sealed = new ChannelTarget(URI.create("https://a.org/x"), "s").seal(other, 1, 1);
        assertThat(said(sealed)).contains("give its URL, and its secret").doesNotContain(other.keyId(), vault.keyId());
    }

    private String said(String sealed) {
        try {
            http(Duration.ofMinutes(1)).post(exchange(sealed));
            return "sent";
        } catch (UndeliveredException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private AlertHttp http(Duration longest) {
        return new AlertHttp(Egress.ofPublic().with(URI.create("http://127.0.0.1")), vault, clock, longest);
    }

    private String sealed(String url) {
        return new ChannelTarget(URI.create(url), null).seal(vault, 1, 1);
    }

    private Exchange exchange(@Nullable String sealed) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(
                AlertOutbox.OUTGOING,
                new Outgoing(
                        1,
                        "d",
                        "raised",
                        "{}",
                        1,
                        clock.instant(),
                        new Outgoing.To(1, 1, ChannelKind.WEBHOOK, sealed, List.of())));
        exchange.getMessage().setBody("{}");
        return exchange;
    }
}
