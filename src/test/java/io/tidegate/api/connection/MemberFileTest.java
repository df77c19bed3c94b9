package io.tidegate.api.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.api.Problem;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.provider.Provider;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of files of members that cannot be read. */
class MemberFileTest {
    private static final String HEAD = "identifier,Forename,Surname,Irish Forename,Date of Birth\n";
    private static final String ROW = "M-1,Niamh,Ní Bhriain,Niamh,2011-05-06\n";
    private static final Provider FOIREANN = foireann();

    private static Provider foireann() {
        try {
            String file = "routes-yaml/providers/foireann.camel.yaml";
            return new ProviderReader(DeclaredProviders.placeholders(Map.of()))
                    .read(RouteFile.read(file, Files.readString(Path.of(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int rows(byte[] content) {
        return new MemberFile(
                        content,
                        Objects.requireNonNull(FOIREANN.types().get("exported_members")),
                        Objects.requireNonNull(FOIREANN.twoWays().get("exported_members")))
                .rows();
    }

    private static int rows(String text) {
        return rows(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_file_with_the_columns_that_are_needed_is_counted_with_a_byte_order_mark_and_without() {
        assertThat(rows(HEAD + ROW + ROW)).isEqualTo(2);
        assertThat(rows("\uFEFF" + HEAD + ROW)).isEqualTo(1);
        assertThat(rows((HEAD + ROW).replace("\n", "\r\n"))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                 | is empty
            'identifier,Forename,Surname,DOB'                                  | holds no member
            'identifier;Forename;Surname;DOB~1;A;B;2010-01-01'                 | separated by another character than a comma
            'Forename,Surname,DOB~A,B,2010-01-01'                              | no column for the members' ids
            'identifier,Surname,DOB~1,B,2010-01-01'                            | no column for firstName
            'identifier,Forename,Surname~1,A,B'                                | no column for dateOfBirth
            'identifier,Forename,Surname,DOB~1,A,B,2010-01-01~2,A,B,2010-01-01,x,y' | from line 3 on
            """)
    void what_is_wrong_is_said_in_words(String file, String words) {
        assertThatThrownBy(() -> rows(file == null ? "" : file.replace('~', '\n')))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(words);
    }

    @Test
    void characters_of_another_encoding_are_refused_with_their_place() {
        byte[] windows = (HEAD + ROW + ROW).getBytes(Charset.forName("windows-1252"));
        assertThatThrownBy(() -> rows(windows))
                .hasMessageContaining("not UTF-8, as line 2, byte 12 shows")
                .hasMessageContaining("CSV UTF-8");
        assertThatThrownBy(() -> rows((HEAD + ROW).getBytes(StandardCharsets.UTF_16LE)))
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void a_file_of_more_than_16_mib_is_too_large() {
        byte[] large = new byte[(16 << 20) + 1];
        assertThatThrownBy(() -> rows(large)).hasMessageContaining("larger than 16 MiB");
    }
}
