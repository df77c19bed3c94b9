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
    }
}
