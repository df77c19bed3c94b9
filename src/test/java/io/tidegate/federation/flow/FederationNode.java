package io.tidegate.federation.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.config.Settings;
import io.tidegate.console.Console;
import io.tidegate.federation.declared.TwoWay;
import io.tidegate.flow.NodeHome;
import io.tidegate.flow.ProvidersNode;
import io.tidegate.flow.Stored;
import io.tidegate.flow.TestDocks;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.simulator.Asked;
import io.tidegate.vault.Owner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A node with Foireann as its file declares it, and a CRM that is none of the program's own. */
final class FederationNode extends ProvidersNode {
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger CLUBS = new AtomicInteger();

    /** Providers whose events are declared load with the webhooks' routes alone, and those with a listener. */
    private final Console console = Console.bind(
            Settings.load(Path.of("target"), Map.of(), List.of("--tidegate.http.port=0", "--tidegate.public.port=0")),
            clock);

    private final Map<String, ArrayNode> lists = new ConcurrentHashMap<>();
    private @Nullable AnswerServer server;
    private @Nullable NodeHome home;

    @Override
    protected NodeHome home(String database) throws IOException {
        NodeHome made = NodeHome.make(database, List.of("foireann"), console.forCamel());
        made.add(Path.of("src/test/resources/federation/crm.camel.yaml"));
        home = made;
        return made;
    }

    @Override
    protected Map<String, String> serve() {
        AnswerServer listening = new AnswerServer(0, clock, this::answer);
        server = listening;
        return Map.of(
                "tidegate.provider.foireann.base-url",
                listening.baseUrl(),
                "tidegate.provider.crm.base-url",
                listening.baseUrl(),
                "tidegate.data.dir",
                data().toString());
    }

    @Override
    protected void stop() {
        Objects.requireNonNull(server).close();
        console.close();
    }

    private Path data() {
        return Objects.requireNonNull(home).folder().toAbsolutePath().resolve("data");
    }

    private Answer answer(Asked asked) {
        ArrayNode all = lists.get(asked.path());
        if (all == null) {
            return Answer.json(200, "{\"data\": [], \"items\": [], \"page\": {\"page\": 0, \"totalPages\": 1}}");
        }
        int size = Integer.parseInt(asked.query().getOrDefault("size", "100000"));
        int page = Integer.parseInt(asked.query().getOrDefault("page", "0"));
        ObjectNode body = JSON.createObjectNode();
        ArrayNode some = body.putArray(asked.path().equals("/contacts") ? "items" : "data");
        for (int i = page * size; i < Math.min(all.size(), (page + 1) * size); i++) {
            some.add(all.get(i));
        }
        body.putObject("page").put("page", page).put("totalPages", Math.max(1, (all.size() + size - 1) / size));
        return Answer.json(200, body);
    }

    /** A club of no members yet, in the default organization. */
    Club club() {
        String name = "club-" + CLUBS.incrementAndGet();
        String token = "token-" + name;
        long dock = dock(new TestDocks.New(
                Objects.requireNonNull(provider("foireann")), token, Map.of("clubId", name), List.of()));
        return new Club(name, dock, token, JSON.createArrayNode());
    }

    /** The only dock of the CRM. */
    Club crm() {
        long dock = dock(new TestDocks.New(Objects.requireNonNull(provider("crm")), "token", Map.of(), List.of()));
        return new Club("contacts", dock, "token", JSON.createArrayNode());
    }

    /** A dock of one of the providers, and what its list holds. */
    final class Club {
        final long dock;
        private final String name;
        private final String token;
        private final ArrayNode records;

        private Club(String name, long dock, String token, ArrayNode records) {
            this.name = name;
            this.dock = dock;
            this.token = token;
            this.records = records;
            lists.put(name.equals("contacts") ? "/contacts" : "/v2/clubs/" + name + "/members", records);
        }

        /** Lets another organization own it. */
        Club of(long organization) {
            String sealed =
                    node().vault().seal(token, new Owner(organization, dock)).toJson();
            stored().execute(
                            "update docks set org_id = ?, credentials = ?::jsonb where id = ?",
                            organization,
                            sealed,
                            dock);
            return this;
        }

        /** Of a connector with a strategy, and some for fields as JSON. */
        Club connected(String strategy, String byField) {
            stored().execute("""
                    with made as (
                        insert into connectors (federation_code, name, provider, status, enabled, auth_type,
                            conflict_strategy, field_strategies, cron, created_at, updated_at)
                        values (?, 'Foireann', 'foireann', 'active', true, 'api_key', ?, ?::jsonb, '0 15 2 * * ?',
                            now(), now())
                        returning id
                    )
                    update docks set connector_id = made.id from made where docks.id = ?
                    """, name, strategy, byField, dock);
            return this;
        }

        /** Adds a record, or puts another in the place of the one with its id. */
        Club tell(String json) {
            ObjectNode record = parse(json);
            String key = record.has("memberId") ? "memberId" : "id";
            for (int i = 0; i < records.size(); i++) {
                if (records.get(i).path(key).equals(record.path(key))) {
                    records.set(i, record);
                    return this;
                }
            }
            records.add(record);
            return this;
        }

        /** The federation has the record no more. */
        Club drop(int index) {
            records.remove(index);
            return this;
        }

        ArrayNode records() {
            return records;
        }

        /** The export that was dropped into the data folder. */
        Club export(String csv) {
            try {
                Path folder = Files.createDirectories(data().resolve("foireann"));
                Files.writeString(folder.resolve(name + ".csv"), csv);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Stored.Event sync() {
            return FederationNode.this.sync(dock, Duration.ofMinutes(2));
        }

        /** One row of the dock's, or its only. */
        List<Map<String, Object>> rows(String sql) {
            return stored().rows(sql, dock);
        }
    }

    static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts other words into the CRM's file, as its owner does while the program runs; returns when it is taken. */
    void redeclare(String words, String others) throws IOException {
        Path file = Objects.requireNonNull(home).folder().resolve("routes/providers/crm.camel.yaml");
        TwoWay before = contacts();
        Files.writeString(file, Files.readString(file).replace(words, others));
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (contacts().version().equals(before.version())) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the file was not taken: " + others);
            }
            Thread.onSpinWait();
        }
    }

    private TwoWay contacts() {
        return Objects.requireNonNull(
                Objects.requireNonNull(provider("crm")).twoWays().get("contacts"));
    }

    /** Asks for a sync of the dock a while later, and does not wait. */
    void ask(long dock) {
        clock.tick(Duration.ofMinutes(2));
        new QueueStore(node().database().jdbi(), new ObjectMapper())
                .enqueue(dock, JobType.MANUAL, List.of(), clock.instant());
    }

    /** Waits until a query counts so many; nothing tells of what is under way inside. */
    void until(long count, String sql, Object... values) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (stored().count(sql, values) != count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never " + count + ": " + sql);
            }
            Thread.onSpinWait();
        }
    }

    /** Waits until no worker is at work. */
    void idle() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (node().camel().getInflightRepository().size() > 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("workers are still at work");
            }
            Thread.onSpinWait();
        }
    }

    /** A member, with more fields or others as JSON: {@code "email": "x"}. */
    static String member(String id, String more) {
        try {
            ObjectNode member = (ObjectNode) JSON.readTree("""
                    {"firstName": "NIAMH", "lastName": "O'BRIEN", "dateOfBirth": "2011-05-06",
                     "email": "Niamh@Example.ie", "phone": "087 123 4567", "address": "1 An Trá, Dún Garbhán, Co. Waterford",
                     "membershipNumber": "N-1", "membershipStatus": "Registered", "joinDate": "2020-01-05"}
                    """);
            member.put("memberId", id);
            member.setAll((ObjectNode) JSON.readTree("{" + more + "}"));
            return member.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The player that a source knows by an id; its newest, when several organizations have one. */
    Map<String, Object> player(String id) {
        List<Map<String, Object>> rows = stored().rows("""
                select p.*, p.xmin::text as written from player_identities p where external_ids ->> 'foireann' = ?
                order by id desc
                """, id);
        if (rows.isEmpty()) {
            throw new AssertionError("no player " + id);
        }
        return rows.get(0);
    }
}
