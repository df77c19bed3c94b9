package io.tidegate.api.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.api.ApiRows;
import io.tidegate.api.ApiRows.Ids;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a record that is no player may hold is what the loaded files declare of its kind. */
class DeclaredFieldsTest {
    private static final Path CRM = Path.of("src/test/resources/federation/crm.camel.yaml");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static int made;

    private final ApiFixture api = new ApiFixture(database);
    private String path = "";
    private Actor support = ApiFixture.actor(1, Role.SUPPORT);

    @BeforeEach
    void the_file_is_loaded() throws IOException {
        String slug = "declared-" + ++made;
        Ids ids = ApiRows.fill(database, api.organization(slug), slug);
        support = ApiFixture.actor(ids.organization(), Role.SUPPORT);
        path = "/local-records/" + ids.federation().record();
        api.providers.put(new ProviderReader(DeclaredProviders.placeholders(Map.of()))
                .read(RouteFile.read("providers/crm.camel.yaml", Files.readString(CRM))));
    }

    private Answer patch(String field, String value) {
        return api.ask(support, "PATCH", path, "{\"fields\":{\"" + field + "\":\"" + value + "\"}}");
    }

    private String stored(String field, String value) {
        Answer answer = patch(field, value);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().at("/record/fields/" + field).asText();
    }

    private String refused(String field, String value) {
        Answer answer = patch(field, value);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("/fields/" + field);
        return answer.body().at("/errors/0").toString();
    }

    @Test
    void values_take_the_form_that_runs_compare() {
        assertThat(stored("name", "ANNA  BYRNE")).isEqualTo("Anna Byrne");
        assertThat(stored("email", "Anna@Example.IE")).isEqualTo("anna@example.ie");
        assertThat(stored("phone", "086 123 4567")).isEqualTo("+353861234567");
        assertThat(stored("since", "04/03/2010")).isEqualTo("2010-03-04");
        // it has no kind of its own
        assertThat(stored("company", " Acme  Ltd ")).isEqualTo("Acme Ltd");
    }

    @Test
    void what_a_field_cannot_hold_is_refused_with_its_name() {
        assertThat(refused("since", "31/02/2010")).contains("date");
        assertThat(refused("email", "anna")).contains("is no e-mail address");
        assertThat(refused("name", "")).contains("is needed and cannot be empty");
        assertThat(refused("shoe", "43")).contains("is unknown; there are", "company", "since");
    }

    @Test
    void what_the_record_holds_already_stays_editable_though_nobody_declares_it() {
        assertThat(stored("city", "Limerick")).isEqualTo("Limerick");
    }
}
