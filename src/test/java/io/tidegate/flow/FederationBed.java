package io.tidegate.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.Node;
import io.tidegate.federation.upload.UploadStore;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.simulator.Asked;
import io.tidegate.testing.Hold;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node with Foireann, a club of it that is connected, and the public listener that the federation sends to. */
final class FederationBed extends ProvidersNode {
    static final String SECRET = "what the federation signs with";
    static final String ADDRESS = "/webhooks/federation";
    static final String MEMBER = "/v2/members/";

    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Hooks hooks;
    private final Map<String, ObjectNode> members = new ConcurrentHashMap<>();
    private final Map<String, Function<Asked, Answer>> instead = new ConcurrentHashMap<>();
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private @Nullable AnswerServer server;
    private @Nullable NodeHome home;

    FederationBed(Hooks hooks) {
        this.hooks = hooks;
    }

    /** A club, as a dock of its connector. */
    record Club(String connector, long connectorId, String name, long dock) {}

    @Override
    protected NodeHome home(String database) throws IOException {
        home = NodeHome.make(database, List.of("foireann"), hooks.bound());
        return home;
    }

    @Override
    protected Map<String, String> serve() {
        server = new AnswerServer(0, clock, this::answer);
        return properties();
    }

    private Map<String, String> properties() {
        return Map.of(
                "tidegate.provider.foireann.base-url",
                Objects.requireNonNull(server).baseUrl(),
                "tidegate.data.dir",
                home().folder().toAbsolutePath().resolve("data").toString());
    }

    /** The folder that commands may be run in beside the node. */
    NodeHome home() {
        return Objects.requireNonNull(home);
    }

    /** One more node on the same database, whose listener is another; its caller closes it. */
    Node another(Hooks others) {
        return new NodeHome(home().folder(), home().database(), others.bound()).start("other", clock, properties());
    }

    @Override
    protected void stop() {
        Objects.requireNonNull(server).close();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        super.afterEach(context);
        // a player of one test must not be found by the next one's members of the same number
        for (String table : List.of("connectors", "record_links", "player_identities")) {
            stored().execute("delete from " + table);
        }
        members.clear();
        instead.clear();
        holds.clear();
    }

    private Answer answer(Asked asked) {
        Hold hold = holds.get(asked.path());
        if (hold != null) {
            hold.pass();
        }
        Function<Asked, Answer> other = instead.get(asked.path());
        if (other != null) {
            return other.apply(asked);
        } else if (asked.path().startsWith(MEMBER)) {
            ObjectNode member = members.get(asked.path().substring(MEMBER.length()));
            ObjectNode body = JSON.createObjectNode();
            body.set("data", member);
            return member == null ? Answer.status(404) : Answer.json(200, body);
        }
        ObjectNode body = JSON.createObjectNode();
        new TreeMap<>(members).values().forEach(body.putArray("data")::add);
        body.putObject("page").put("page", 0).put("totalPages", 1);
        return Answer.json(200, body);
    }

    /** What a path answers in place of a member. */
    void answer(String path, Answer answer) {
        answer(path, asked -> answer);
    }

    /** The same by what was asked, credentials and all. */
    void answer(String path, Function<Asked, Answer> answer) {
        instead.put(path, answer);
    }

    void normally(String path) {
        instead.remove(path);
    }

    /** Keeps answers of a path back. */
    Hold hold(String path) {
        Hold hold = new Hold();
        holds.put(path, hold);
        return hold;
    }

    /** The paths that were asked for since the node started, and forgotten then. */
    List<String> asked() {
        return Objects.requireNonNull(server).requests().stream()
                .map(Asked::path)
                .toList();
    }

    /** The federation has a member with these fields, or changes them. */
    void member(String id, String more) {
        try {
            ObjectNode member = members.computeIfAbsent(
                    id,
                    key -> JSON.createObjectNode()
                            .put("memberId", key)
                            .put("firstName", "Niamh")
                            .put("lastName", "O'Brien")
                            .put("dateOfBirth", "2011-05-06")
                            .put("email", "niamh@example.ie")
                            .put("membershipNumber", "N-" + key)
                            .put("membershipStatus", "registered"));
            member.setAll((ObjectNode) JSON.readTree("{" + more.replace('\'', '"') + "}"));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void noMember(String id) {
        members.remove(id);
    }

    /** A club that is connected to a federation of its own. */
    Club club() {
        int number = NUMBER.incrementAndGet();
        String name = "club-" + number;
        long dock = dock(new TestDocks.New(
                Objects.requireNonNull(provider("foireann"), "foireann is not loaded"),
                "token-" + number,
                Map.of("clubId", name),
                List.of("members")));
        long connector = ((Number) Objects.requireNonNull(
                        stored().rows("""
                insert into connectors (federation_code, name, provider, status, enabled, auth_type, conflict_strategy, cron,
                    created_at, updated_at)
                values (?, 'Foireann', 'foireann', 'active', true, 'api_key', 'federation_wins', '0 15 2 * * ?', now(), now())
                returning id
                """, "foireann-" + number).get(0).get("id")))
                .longValue();
        stored().execute("update docks set connector_id = ? where id = ?", connector, dock);
        stored().execute("""
                insert into connected_organizations (connector_id, org_id, federation_org_id, dock_id, enabled_at)
                values (?, 1, ?, ?, now())
                """, connector, name, dock);
        Club club = new Club("foireann-" + number, connector, name, dock);
        secret(club, SECRET);
        return club;
    }

    void secret(Club club, String secret) {
        stored().execute(
                        "update connectors set webhook_secret = ?::jsonb where id = ?",
                        node().vault()
                                .sealForConnector(secret, club.connectorId())
                                .toJson(),
                        club.connectorId());
    }

    /** A delivery of now, with an id of its own. */
    ObjectNode message(Club club, String event, String member) {
        return message(club, event, member, clock.instant());
    }

    ObjectNode message(Club club, String event, String member, Instant at) {
        return JSON.createObjectNode()
                .put("connectorId", club.connector())
                .put("federationOrgId", club.name())
                .put("memberId", member)
                .put("event", event)
                .put("deliveryId", "delivery-" + NUMBER.incrementAndGet())
                .put("timestamp", at.toString());
    }

    HttpRequest.Builder signed(String body) {
        return signed(hooks, body, SECRET);
    }

    static HttpRequest.Builder signed(Hooks to, String body, String secret) {
        return to.to(ADDRESS)
                .header("Content-Type", "application/json")
                .header("X-Signature-256", Hooks.sign(secret, body))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(ObjectNode message) {
        return hooks.send(signed(message.toString()));
    }

    /** Some seconds later the federation tells of a member; returns when a run has made of it what it can. */
    Stored.Event told(Club club, String event, String member) {
        clock.tick(Duration.ofSeconds(10));
        HttpResponse<String> answer = send(message(club, event, member));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return pass(club.dock(), Duration.ZERO);
    }

    /** Asks for a run of all the club's lists, and does not wait for it. */
    void ask(Club club) {
        clock.tick(Duration.ofMinutes(2));
        new QueueStore(node().database().jdbi(), new ObjectMapper())
                .enqueue(club.dock(), JobType.MANUAL, List.of(), clock.instant());
    }

    /** Somebody uploads the club's members; returns when they are read. */
    Stored.Event upload(Club club, String csv) {
        clock.tick(Duration.ofSeconds(10));
        new UploadStore(node().database().jdbi(), new ObjectMapper())
                .keep(
                        new UploadStore.Upload(
                                club.dock(), "exported_members", csv.getBytes(StandardCharsets.UTF_8), "operator"),
                        clock.instant());
        return pass(club.dock(), Duration.ZERO);
    }

    /** What the log says of a club's deliveries: status and reason, oldest first. */
    List<String> log(Club club) {
        return stored()
                .rows(
                        "select concat_ws(': ', status, reason) as said from webhook_logs where dock_id = ? order by id",
                        club.dock())
                .stream()
                .map(row -> String.valueOf(row.get("said")))
                .toList();
    }

    /** Name, and whether the enrolment is active, of each of a club's players. */
    List<String> players(Club club) {
        return stored().rows("""
                        select p.first_name || ' ' || p.last_name || ' ' || e.status as said
                        from record_links l join player_identities p on l.kind = 'player' and p.id = l.local_id
                            join player_enrollments e on e.player_id = p.id
                        where l.dock_id = ? order by p.id
                        """, club.dock()).stream()
                .map(row -> String.valueOf(row.get("said")))
                .toList();
    }
}
