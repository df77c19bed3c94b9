package io.tidegate.flow;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tidegate.Node;
import io.tidegate.alert.AlertStore;
import io.tidegate.alert.AlertWatch;
import io.tidegate.alert.Severity;
import io.tidegate.alert.channel.Channel;
import io.tidegate.alert.channel.ChannelKind;
import io.tidegate.alert.channel.ChannelStore;
import io.tidegate.alert.channel.ChannelTarget;
import io.tidegate.api.ApiJson;
import io.tidegate.testing.FakeProvider;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node with the routes of alerts, whose ticks a test makes itself, and receivers that it tells. */
final class AlertNode implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    static final String SECRET = "a secret that signs";
    static final long ORGANIZATION = 1;

    final SettableClock clock = new SettableClock();
    private final TestDatabase database = new TestDatabase();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private @Nullable NodeHome home;
    private @Nullable Node node;
    private @Nullable FakeProvider receiver;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        database.beforeAll(context);
        mail.start();
        NodeHome made = NodeHome.make(database.url(), List.of("digitalocean"), Map.of());
        String routes = Files.readString(Path.of("routes-yaml/alerts.camel.yaml"))
                .replaceAll(
                        "uri: (master:tidegate:)?quartz:tidegate/([\\w-]+)\n +parameters:\n( {8,}.*\n)+?(?= {6}steps)",
                        "uri: direct:tick-$2\n");
        Files.writeString(made.routes().resolve("alerts.camel.yaml"), routes);
        Files.writeString(made.folder().resolve("application.properties"), """
                tidegate.mail.host=127.0.0.1
                tidegate.mail.port=%d
                tidegate.mail.tls=none
                tidegate.mail.from=tidegate@example.org
                """.formatted(
                        mail.getSmtp().getPort()));
        home = made;
        node = made.start("alerting", clock);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        node().close();
        mail.stop();
        database.afterAll(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        receiver = new FakeProvider(clock);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        receiver().close();
        stored().execute("delete from alert_channels");
        stored().execute("delete from alerts");
        stored().execute("delete from alert_rules");
        stored().execute("delete from docks");
        stored().execute("delete from people");
    }

    Node node() {
        return Objects.requireNonNull(node);
    }

    FakeProvider receiver() {
        return Objects.requireNonNull(receiver);
    }

    GreenMail mail() {
        return mail;
    }

    Stored stored() {
        return new Stored(database.jdbi());
    }

    Path routes() {
        return Objects.requireNonNull(home).routes();
    }

    AlertStore alerts() {
        return new AlertStore(database.jdbi(), ApiJson.mapper());
    }

    /** Adds a dock that was synced just now. */
    long dock() {
        long dock = TestDocks.add(
                node(),
                new TestDocks.New(
                        Objects.requireNonNull(node().beans().providers().find("digitalocean")),
                        "a token",
                        Map.of(),
                        List.of("servers")),
                clock.instant());
        stored().execute(
                        "update docks set last_sync_at = ?, last_sync_status = 'success' where id = ?",
                        Timestamp.from(clock.instant()),
                        dock);
        return dock;
    }

    /** Has somebody in the organization who may be written to. */
    void member(String email) {
        stored().execute(
                        "with p as (insert into people (email, name, created_at) values (?, 'Ann', now()) returning id)"
                                + " insert into members (org_id, person_id, role, created_at)"
                                + " select 1, id, 'owner', now() from p",
                        email);
    }

    void failures(long dock, int failures) {
        stored().execute(
                        "update docks set consecutive_failures = ?, last_sync_error = 'HTTP 500' where id = ?",
                        failures,
                        dock);
    }

    /** Has a receiver told by a webhook of that kind, at that path of the receiver. */
    long channel(ChannelKind kind, String path, Severity severity) {
        ChannelStore channels = new ChannelStore(database.jdbi(), ORGANIZATION);
        long id = channels.nextId();
        ChannelTarget target =
                new ChannelTarget(URI.create(receiver().baseUrl() + path), kind == ChannelKind.WEBHOOK ? SECRET : null);
        channels.add(new Channel(
                id,
                ORGANIZATION,
                kind,
                target.shown(),
                kind.hasUrl() ? target.seal(node().vault(), ORGANIZATION, id) : null,
                new Channel.Wants(
                        kind.word() + path,
                        true,
                        severity,
                        null,
                        true,
                        kind == ChannelKind.MAIL ? List.of("ops@example.org") : List.of()),
                clock.instant(),
                clock.instant()));
        return id;
    }

    /** Lets the rules be looked at, some seconds later. */
    void look() {
        clock.tick(Duration.ofSeconds(15));
        ((AlertWatch) Objects.requireNonNull(node().beans().byName().get("alertWatch"))).look();
    }

    /** Hands over what is due. */
    void send() {
        try (var template = node().camel().createProducerTemplate()) {
            template.sendBody("direct:alert-due", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends all that is due, one after the other to each channel, and waits until it is noted. */
    void sendAll() {
        do {
            send();
            awaitNoted();
        } while (due() > 0);
    }

    private long due() {
        Timestamp now = Timestamp.from(clock.instant());
        return stored().count("""
                        select count(*) from alert_deliveries d join alert_channels c on c.id = d.channel_id
                        where d.state in ('waiting', 'failed') and d.next_at <= ? and coalesce(c.free_at, d.next_at) <= ?
                            and not exists (select from alert_deliveries e
                                where e.alert_id = d.alert_id and e.channel_id = d.channel_id and e.id < d.id
                                    and e.state in ('waiting', 'failed'))
                        """, now, now);
    }

    /** Waits until what was handed over is noted. */
    void awaitNoted() {
        TestNode.until(
                () -> stored().count("select count(*) from alert_deliveries where claimed_until is not null") == 0,
                "something is being sent");
    }
}
