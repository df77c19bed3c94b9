package io.tidegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.example/tide, jdbc:postgresql://db.example:5432/tide",
        "postgresql://db.example:6543/tide, jdbc:postgresql://db.example:6543/tide",
        "postgres://[::1]/tide, jdbc:postgresql://[::1]:5432/tide",
        "'postgresql://a,b:6000/tide', 'jdbc:postgresql://a:5432,b:6000/tide'",
        "postgresql://u:p@db/tide?sslmode=require&connect_timeout=3, "
                + "jdbc:postgresql://db:5432/tide?sslmode=require&connectTimeout=3",
        "jdbc:postgresql://db/tide?user=u&password=p&prepareThreshold=0, "
                + "jdbc:postgresql://db:5432/tide?prepareThreshold=0",
        "postgresql://db/ti%20de, jdbc:postgresql://db:5432/ti%20de",
    })
    void both_forms_become_a_jdbc_url_without_password(String text, String jdbc) {
        assertThat(DatabaseUrl.parse(text).jdbc()).isEqualTo(jdbc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ti%40de:p%2F%3A%25+w@db/x",
                "jdbc:postgresql://db/x?user=ti%40de&password=p%2F%3A%25+w"
            })
    void user_and_password_may_hold_any_character(String text) {
        DatabaseUrl url = DatabaseUrl.parse(text);
        assertThat(url.user()).isEqualTo("ti@de");
        assertThat(url.password()).isEqualTo(new Secret("p/:%+w"));
        assertThat(url.line()).isEqualTo("postgresql://ti%40de:p%2F%3A%25%2Bw@db:5432/x");
        assertThat(url).hasToString("postgresql://ti@de@db:5432/x");
    }

    @Test
    void the_line_names_parameters_as_psql_does() {
        assertThat(DatabaseUrl.parse("jdbc:postgresql://db/x?ApplicationName=a&sslmode=require&prepareThreshold=0")
                        .line())
                .isEqualTo("postgresql://db:5432/x?application_name=a&sslmode=require");
    }

    @Test
    void settings_of_their_own_go_before_the_url() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@db/x").as("other", null);
        assertThat(url.line()).isEqualTo("postgresql://other:p@db:5432/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:c4nary@db/x",
                "postgresql://u:c4nary@db",
                "postgresql://u:c4nary@db/",
                "postgresql://u:c4nary@/x",
                "postgresql://u:c4nary@d b/x",
                "postgresql://u:c4nary@db:port/x",
                "postgresql://u:c4nary%zz@db/x"
            })
    void a_refusal_says_why_without_any_part_of_the_text(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseUrl.parse(text))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("c4nary"));
    }
}
