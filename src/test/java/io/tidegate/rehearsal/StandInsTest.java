package io.tidegate.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandInsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
                "AKIAIOSFODNN7EXAMPLE",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
                "5d41402abc4b2a76b9719d911017c592",
                "Zm9vYmFyMTIzNDU2Nzg5MEFCQ0RFRkdISUpLTE1OT1A=",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
            })
    void what_looks_like_a_key_becomes_another_of_its_shape(String key) {
        JsonNode safe = in("{\"note\":\"" + key + "\"}");
        assertThat(safe.at("/note").asText())
                .isNotEqualTo(key)
                .hasSameSizeAs(key)
                .matches(key.replaceAll("[^A-Za-z0-9]", ".").replaceAll("[A-Za-z0-9]", "[A-Za-z0-9]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123e4567-e89b-12d3-a456-426614174000",
                "https://api.acme.test/v2/droplets/3164444/Actions?page=2&per_page=200",
                "2026-03-01T12:00:00Z",
                "ubuntu-22-04-x64",
                "s-1vcpu-1gb"
            })
    void ids_links_and_words_stay(String text) {
        assertThat(in("{\"a\":\"" + text + "\"}").at("/a").asText()).isEqualTo(text);
    }

    @Test
    void the_same_value_has_the_same_stand_in_wherever_it_stands() {
        String id = "023e105f4ecef8ad9ca31a8372d0c353";
        JsonNode safe = in("{\"id\":\"%s\",\"url\":\"/zones/%s\",\"by\":{\"%s\":1}}".replace("%s", id));
        String other = safe.at("/id").asText();
        assertThat(other).isNotEqualTo(id).matches("[0-9a-f]{32}");
        assertThat(safe.at("/url").asText()).isEqualTo("/zones/" + other);
        assertThat(safe.at("/by/" + other).asInt()).isEqualTo(1);
    }

    @Test
    void people_are_numbered() {
        JsonNode safe = in("{\"a\":\"jo@acme.test\",\"b\":[\"Jo <jo@acme.test>\",\"al@acme.test\"]}");
        assertThat(safe.at("/a").asText()).isEqualTo("person1@example.org");
        assertThat(safe.at("/b/0").asText()).isEqualTo("Jo <person1@example.org>");
        assertThat(safe.at("/b/1").asText()).isEqualTo("person2@example.org");
    }

    @Test
    void what_is_named_as_a_secret_and_what_was_sent_as_one_goes_too() {
        JsonNode safe = new StandIns(text -> text.replace("sent-token", "[redacted]"))
                .in(Json.tree(
                        "{\"echo\":\"was sent-token here\",\"db_password\":\"hunter2hunter\",\"has_token\":\"true\","
                                + "\"key\":\"-----BEGIN PRIVATE KEY-----\\nMIIE\"}"));
        assertThat(safe.at("/echo").asText()).isEqualTo("was [redacted] here");
        assertThat(safe.at("/db_password").asText()).hasSize(13).isNotEqualTo("hunter2hunter");
        assertThat(safe.at("/has_token").asText()).isEqualTo("true");
        assertThat(safe.at("/key").asText()).isEqualTo("[redacted]");
    }

    private static JsonNode in(String json) {
        return new StandIns(text -> text).in(Json.tree(json));
    }
}
