package io.tidegate.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connectors of whichever provider declares types that are edited on both sides. */
class ConnectorProvidersTest {
    private static final Path CRM = Path.of("src/test/resources/federation/crm.camel.yaml");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static void execute(String statement) {
        database.jdbi().useHandle(handle -> handle.execute(statement));
    }

    private static String waitsFor(ApiFixture api, String run) {
        return api.ask(ConnectorOperationsTest.OPERATOR, "GET", run, null)
                .body()
                .at("/organizations/0/waitsFor")
                .asText();
    }

    @Test
    void any_provider_whose_file_declares_it_is_a_connector_with_strategies_for_its_fields() throws IOException {
        ApiFixture api = new ApiFixture(database);
        api.organization("pier");
        api.providers.put(new ProviderReader(DeclaredProviders.placeholders(Map.of()))
                .read(RouteFile.read("providers/crm.camel.yaml", Files.readString(CRM))));
        for (String field : new String[] {"emial", "contracts.email", "contacts.emial"}) {
            Answer refused = api.ask(
                    ConnectorOperationsTest.OPERATOR,
                    "POST",
                    "/connectors",
                    "{\"code\":\"crm\",\"provider\":\"crm\",\"fieldStrategies\":{\"" + field + "\":\"merge\"}}");
            assertThat(refused.status()).as(field).isEqualTo(400);
            assertThat(refused.body().at("/errors/0/field").asText()).isEqualTo("/fieldStrategies/" + field);
        }
        Answer made = api.ask(
                ConnectorOperationsTest.OPERATOR,
                "POST",
                "/connectors",
                "{\"code\":\"crm\",\"provider\":\"crm\",\"fieldStrategies\":{\"contacts.email\":\"merge\"}}");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(api.ask(
                                ConnectorOperationsTest.OPERATOR,
                                "POST",
                                "/connectors/crm/organizations",
                                "{\"organization\":\"pier\",\"federationOrgId\":\"7\"}")
                        .status())
                .isEqualTo(201);
        assertThat(database.texts("select array_to_string(resource_types, ' ') from docks"))
                .containsExactly("contacts");

        // nothing needs to be said with it
        Answer begun = api.ask(ConnectorOperationsTest.OPERATOR, "POST", "/connectors/crm/run", null);
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
        String run = "/connectors/crm/runs/" + begun.body().path("id").asLong();
        assertThat(waitsFor(api, run)).isEqualTo("it begins within seconds, where a Tidegate is running");
        execute("""
                insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at, lease_until)
                select org_id, id, lane_key, 'manual', 0, 'running', now(), now(), now() from docks
                """);
        assertThat(waitsFor(api, run)).isEqualTo("a run of crm 7 is at work, and one goes at a time");
        execute("delete from sync_queue");
        execute("update connector_run_organizations set state = 'succeeded', job_id = 1, ended_at = '"
                + api.clock.instant().minusSeconds(59) + "'");
        execute("update connector_runs set ended_at = now()");
        run = "/connectors/crm/runs/"
                + api.ask(ConnectorOperationsTest.OPERATOR, "POST", "/connectors/crm/run", "{}")
                        .body()
                        .path("id")
                        .asLong();
        assertThat(waitsFor(api, run)).startsWith("between two runs lie 60 s, and the last one ended at ");
    }
}
