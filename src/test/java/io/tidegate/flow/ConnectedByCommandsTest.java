package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.cli.CommandRun;
import io.tidegate.federation.connector.ConnectorRuns;
import io.tidegate.federation.upload.UploadStore;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connector as an operator makes it by commands, and a node that asks the federation with what it was given. */
class ConnectedByCommandsTest {
    private static final String TOKENS = "/oauth/token";

    /** Runs of a dock that ended, and parts of them. */
    private static final String OVER = """
            select (select count(*) from sync_events where dock_id = ? and status <> 'started')
                + (select count(*) from sync_queue where dock_id = ? and state = 'available' and event_id is not null)
            """;

    private static final String MEMBERS = "/v2/clubs/%s/members";

    @RegisterExtension
    static final Hooks HOOKS = new Hooks();

    @RegisterExtension
    static final FederationBed bed = new FederationBed(HOOKS);

    private final List<Asked> tokenRequests = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private CommandRun commands = CommandRun.beside(Path.of("."), "");

    @BeforeEach
    void beside_the_node() {
        commands = CommandRun.beside(
                bed.home().folder().toAbsolutePath(), bed.home().database());
    }

    @Test
    void oauth2_gets_one_access_token_a_dock_and_a_new_one_when_it_has_expired() throws IOException {
        bed.answer(TOKENS, this::token);
        bed.answer(MEMBERS.formatted("c-1"), asked -> members(asked, 1));
        oauth2("gaa", "c-1");
        assertThat(run("gaa", "c-1").status()).isEqualTo("success");

        assertThat(tokenRequests).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.body()).contains("grant_type=client_credentials");
            assertThat(asked.body() + asked.header("authorization"))
                    .satisfiesAnyOf(
                            said -> assertThat(said).contains("client_id=the-club", "client_secret=very-secret"),
                            said -> assertThat(said)
                                    .contains(Base64.getEncoder()
                                            .encodeToString("the-club:very-secret".getBytes(StandardCharsets.UTF_8))));
        });
        assertThat(run("gaa", "c-1").status()).isEqualTo("success");
        assertThat(tokenRequests).hasSize(1);

        bed.clock.tick(Duration.ofHours(2));
        assertThat(run("gaa", "c-1").status()).isEqualTo("success");
        assertThat(tokenRequests).hasSize(2);
    }

    @Test
    void other_credentials_are_used_by_the_next_run_and_refused_ones_are_told() throws IOException {
        bed.answer(TOKENS, Answer.json(401, "{\"error\":\"invalid_client\"}"));
        bed.answer(MEMBERS.formatted("c-1"), asked -> members(asked, 1));
        oauth2("gaa", "c-1");
        Stored.Event refused = run("gaa", "c-1");
        assertThat(refused.status()).isEqualTo("failed");
        assertThat(refused.message()).contains("401").doesNotContain("very-secret");

        bed.answer(TOKENS, this::token);
        assertThat(commands.run(
                                "connector",
                                "credentials",
                                "gaa",
                                "--secret",
                                "clientId=file:" + file("the-club"),
                                "--secret",
                                "clientSecret=file:" + file("another-secret"))
                        .out())
                .isEqualTo("Connector gaa has new credentials, and so has 1 dock.\n");
        assertThat(run("gaa", "c-1").status()).isEqualTo("success");
    }

    @Test
    void all_clubs_of_a_connector_share_sixty_requests_a_minute() throws IOException {
        bed.answer(TOKENS, this::token);
        List<Asked> asked = new CopyOnWriteArrayList<>();
        for (String club : List.of("c-1", "c-2")) {
            bed.answer(MEMBERS.formatted(club), one -> {
                asked.add(one);
                return members(one, 40);
            });
        }
        connector("gaa");
        connect("gaa", "c-1");
        connect("gaa", "c-2");
        assertThat(run("gaa", "c-1").status()).isEqualTo("success");
        assertThat(asked).hasSize(40);

        // what is left of the minute is asked for, and the rest in the next one
        run("gaa", "c-2");
        int within = asked.size();
        assertThat(within).isGreaterThan(45).isLessThanOrEqualTo(60);
        for (int i = 0; i < 3 && asked.size() < 80; i++) {
            bed.pass(dock("c-2"), Duration.ofMinutes(1));
        }
        assertThat(asked).hasSize(80);
        assertThat(bed.stored().event(dock("c-2")).status()).isEqualTo("success");
        assertThat(within(asked, Duration.ofSeconds(59))).isLessThanOrEqualTo(60);
    }

    @Test
    void an_uploaded_file_is_read_by_the_node_and_its_wrong_rows_are_told() throws IOException {
        connector("gaa");
        connect("gaa", "c-1");
        Path good = file("""
                identifier,Forename,Surname,Date of Birth,gender
                1,AOIFE,BYRNE,04/03/2012,F
                2,Brian,,05/03/2012,M
                3,Ciara,Doyle,31/02/2012,F
                4,Dara,Egan,,M
                """);
        assertThat(commands.run("connector", "upload", "gaa", "c-1", good.toString())
                        .out())
                .startsWith("4 members of c-1 are read by job ");
        TestNode.until(() -> uploads().equals(List.of("c-1 read 3 null")), "it is not read");

        assertThat(bed.players(new FederationBed.Club("gaa", 0, "c-1", dock("c-1"))))
                .containsExactly("Aoife Byrne active");
        assertThat(
                        bed.stored()
                                .rows(
                                        "select record || ' ' || field || ': ' || message as said from import_errors order by record"))
                .extracting(row -> row.get("said"))
                .hasSize(3);
        assertThat(commands.run("connector", "upload", "gaa", "c-1", good.toString(), "--json")
                        .json()
                        .path("rows")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void a_file_that_cannot_be_the_members_is_refused_in_words() throws IOException {
        connector("gaa");
        connect("gaa", "c-1");
        assertThat(upload(file("identifier,Forename,Surname\n1,A,B\n"))).contains("DateOfBirth");
        assertThat(upload(file(""))).contains("empty");
        assertThat(upload(Path.of("nowhere.csv"))).contains("nowhere.csv cannot be read");
        assertThat(commands.run(
                                "connector",
                                "upload",
                                "gaa",
                                "c-9",
                                file("a,b\n").toString())
                        .err())
                .contains("c-9");
        assertThat(bed.stored().count("select count(*) from federation_uploads"))
                .isZero();
    }

    private static List<String> uploads() {
        long connector = bed.stored().count("select id from connectors");
        return new UploadStore(bed.node().database().jdbi(), new ObjectMapper())
                .list(connector, null, 10).items().stream()
                        .map(one -> one.club() + " " + one.state() + " " + one.problems() + " " + one.error())
                        .toList();
    }

    private String upload(Path file) {
        CommandRun.Result result = commands.run("connector", "upload", "gaa", "c-1", file.toString());
        assertThat(result.exitCode()).isNotZero();
        return result.err();
    }

    private void oauth2(String code, String club) throws IOException {
        assertThat(commands.run(
                                "connector",
                                "add",
                                code,
                                "--provider",
                                "foireann",
                                "--disabled",
                                "--auth",
                                "oauth2",
                                "--secret",
                                "clientId=file:" + file("the-club"),
                                "--secret",
                                "clientSecret=file:" + file("very-secret"))
                        .err())
                .isEmpty();
        connect(code, club);
    }

    private void connector(String code) throws IOException {
        assertThat(commands.run(
                                "connector",
                                "add",
                                code,
                                "--provider",
                                "foireann",
                                "--disabled",
                                "--auth",
                                "api_key",
                                "--token-file",
                                file("Bearer-1").toString())
                        .err())
                .isEmpty();
    }

    private void connect(String code, String club) {
        assertThat(commands.run("connector", "connect", code, "default", club).err())
                .isEmpty();
    }

    /** Lets one club's run be asked for and queued; returns when it, or this part of it, is over. */
    private Stored.Event run(String code, String club) {
        ConnectorRuns runs = (ConnectorRuns)
                Objects.requireNonNull(bed.node().beans().byName().get("connectorRuns"));
        TestNode.until(
                () -> {
                    runs.tick();
                    return bed.stored().count("select count(*) from connector_runs where ended_at is null") == 0;
                },
                "the run before is still under way: "
                        + bed.stored().rows("select state, error from connector_run_organizations"));
        // organizations of a connector follow one another with a minute between them
        bed.clock.tick(Duration.ofSeconds(61));
        CommandRun.Result begun = commands.run("connector", "run", code, "--club", club);
        assertThat(begun.exitCode()).as(begun.err()).isZero();
        long dock = dock(club);
        long before = bed.stored().count(OVER, dock, dock);
        runs.tick();
        TestNode.until(() -> bed.stored().count(OVER, dock, dock) > before, "nothing came of the run");
        return bed.stored().event(dock);
    }

    private static long dock(String club) {
        return bed.stored().count("select dock_id from connected_organizations where federation_org_id = ?", club);
    }

    private Answer token(Asked asked) {
        tokenRequests.add(asked);
        return Answer.json(
                200,
                "{\"access_token\":\"access-%d\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                        .formatted(tokens.incrementAndGet()));
    }

    /** One member a page, for whoever comes with the token that is in use. */
    private Answer members(Asked asked, int pages) {
        String held = asked.header("authorization");
        if (!List.of("Bearer access-" + tokens.get(), "Bearer Bearer-1").contains(String.valueOf(held))) {
            return Answer.json(401, "{\"message\":\"whose is that?\"}");
        }
        int page = Integer.parseInt(asked.query().getOrDefault("page", "0"));
        return Answer.json(200, """
                {"data": [{"memberId": "%s-%d", "firstName": "Ann", "lastName": "Ryan", "dateOfBirth": "2011-05-06",
                "membershipStatus": "active"}], "page": {"page": %d, "totalPages": %d}}
                """.formatted(asked.path().split("/", -1)[3], page, page, pages));
    }

    /** The most requests that came within so long. */
    private static int within(List<Asked> asked, Duration window) {
        int most = 0;
        for (Asked first : asked) {
            most = Math.max(most, (int) asked.stream()
                    .filter(one -> !one.at().isBefore(first.at())
                            && one.at().isBefore(first.at().plus(window)))
                    .count());
        }
        return most;
    }

    private static Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile("given", ".txt"), text);
    }
}
