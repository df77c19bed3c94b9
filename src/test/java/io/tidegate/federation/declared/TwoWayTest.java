package io.tidegate.federation.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.federation.compare.FieldKind;
import io.tidegate.federation.compare.FieldRule;
import io.tidegate.federation.compare.Strategy;
import io.tidegate.provider.declared.DeclarationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two-way routes say, and what they cannot. */
class TwoWayTest {
    private static final String PLAYER = "firstName=/first lastName=/last dateOfBirth=/born";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "fields=|fields|is missing",
                "fields=name|fields|'name' is no pair name=value",
                "fields=name=mail|fields|a pointer starts with '/'",
                "fields=name=/a name=/b|fields|names name twice",
                "fields=Name=/a;match=external-id|fields|'Name': a name like firstName is needed",
                "kind=Contact|kind|lower-case letters, digits and '_' are allowed",
                "kind=player|fields|name no firstName, which a player must have",
                "kind=player;fields=" + PLAYER + " shoe=/shoe|fields|a player has no shoe; it has",
                "kind=player;fields=" + PLAYER
                        + ";kinds=lastName=text|kinds|says what lastName of a player is, which is name",
                "kind=player;fields=" + PLAYER
                        + ";membership=since=/s|membership|names since, and known are joined, number, status",
                "membership=number=/n|membership|is a player's; this kind is items",
                "kinds=mail=email|kinds|names mail, and known are email, name",
                "kinds=email=mail|kinds|allowed are text, name, email, phone, date, address",
                "required=mail|required|names mail, and known are email, name",
                "strategies=mail=merge|strategies|names mail, and known are email, name",
                "strategies=email=theirs|strategies|allowed are federation_wins, local_wins, merge",
                "strategy=theirs|strategy|allowed are federation_wins, local_wins, merge",
                "match=external-id mail|match|names mail, and known are email, name",
                "match=name+mail|match|names mail, and known are email, name",
                "active=runing|active|allowed are running, stopped, pending, error, archived",
                "strategie=merge|strategie|did you mean strategies?",
            })
    void what_cannot_be_is_refused_with_its_key(String parameters, String key, String said) {
        DeclarationException refused =
                catchThrowableOfType(DeclarationException.class, () -> read("items", parameters));
        assertThat(refused).as(parameters).isNotNull();
        assertThat(refused.key()).isEqualTo(key);
        assertThat(refused.type()).isEqualTo("two-way items");
        assertThat(refused).hasMessageContaining(said);
    }

    @Test
    void a_type_that_is_not_listed_is_refused_with_the_nearest() {
        DeclarationException refused = catchThrowableOfType(DeclarationException.class, () -> read("itmes", ""));
        assertThat(refused.key()).isEqualTo("type");
        assertThat(refused).hasMessageContaining("'itmes' has no templatedRoute of template list; did you mean items?");
    }

    @Test
    void what_is_not_said_is_as_the_documents_have_it() {
        TwoWay read = read("items", "");
        assertThat(read.kind()).isEqualTo("items");
        assertThat(read.source()).isEqualTo("acme");
        assertThat(read.match()).containsExactly(new TwoWay.Match(List.of()));
        assertThat(read.strategy()).isEqualTo(Strategy.FEDERATION_WINS);
        assertThat(read.active()).isEmpty();
        assertThat(read.fields())
                .containsExactly(
                        new FieldRule("name", FieldKind.TEXT, false, null),
                        new FieldRule("email", FieldKind.TEXT, false, null));
    }

    @Test
    void an_edit_of_a_route_makes_another_version_of_it() {
        String before = read("items", "").version();
        assertThat(read("items", "").version()).isEqualTo(before);
        for (String edit :
                List.of("strategy=merge", "active=running", "required=name", "source=other", "kinds=email=email")) {
            assertThat(read("items", edit).version()).as(edit).isNotEqualTo(before);
        }
    }

    private static TwoWay read(String type, String parameters) {
        Map<String, String> route = new LinkedHashMap<>(Map.of("provider", "acme", "type", type));
        route.put("fields", "name=/name email=/mail");
        for (String one : parameters.isEmpty() ? new String[0] : parameters.split(";", -1)) {
            route.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        return Objects.requireNonNull(
                TwoWays.of("acme", Map.of(type, route), Set.of("items")).get(type));
    }
}
