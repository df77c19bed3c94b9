package io.tidegate.federation.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form in which values are stored, and by which they are compared. */
class FormsTest {
    @ParameterizedTest
    @CsvSource({
        "O'BRIEN, O'Brien",
        "o'brien, O'Brien",
        "McDONALD, McDonald",
        "MCDONALD, McDonald",
        "McDonald, McDonald",
        "NÍ BHRIAIN, Ní Bhriain",
        "Ní Bhriain, Ní Bhriain",
        "MARY-KATE, Mary-Kate",
        "Ó, Ó",
        "ó sé, Ó Sé",
        "D'ARCY, D'Arcy",
        "J.F. KENNEDY, J.F. Kennedy",
        "SEÁN DE BÚRCA, Seán de Búrca",
        "van der Berg, van der Berg",
        "BEAN, Bean",
        "ß, ß",
        "李明, 李明",
    })
    void names(String written, String form) {
        assertThat(FieldKind.NAME.form(written)).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({
        "086 123 4567, +353861234567",
        "+44 28 9024 1234, +442890241234",
        "00353861234567, +353861234567",
        "+353 (0)86 123 4567, +353861234567",
        "ask her mother 086 123 4567, ask her mother 086 123 4567",
        "086 123 4567 / 087 123 4567, 086 123 4567 / 087 123 4567",
        "086 123 4567 x12, 086 123 4567 x12",
        "112, 112",
    })
    void phones(String written, String form) {
        assertThat(FieldKind.PHONE.form(written)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2010-03-04",
                "2010-3-4",
                "2010/03/04",
                "20100304",
                "04/03/2010",
                "4/3/2010",
                "04-03-2010",
                "04.03.2010",
                "4 Mar 2010",
                "4 March 2010",
                "04-MAR-2010",
                "2010-03-04T00:00:00Z",
                "2010-03-04 00:00:00",
                "04/03/2010 00:00",
                " 2010-03-04 "
            })
    void dates(String written) {
        assertThat(FieldKind.DATE.form(written)).isEqualTo("2010-03-04");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "2010-02-30",
                "31/04/2010",
                "0001-01-01",
                "0000-00-00",
                "12010-01-01",
                "4/3/10",
                "13/13/2013"
            })
    void no_dates(String written) {
        assertThatThrownBy(() -> FieldKind.DATE.form(written)).hasMessageStartingWith("is no date");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "12 Main Street, Cork; 12 Main Street; ; Cork; ; ;",
                "12 Main Street, Cobh, Co. Cork, P24 X285, Ireland; 12 Main Street; ; Cobh; Co. Cork; P24 X285; Ireland",
                "Flat 2, 12 Main St, Ballincollig, County Cork, p31x285; Flat 2; 12 Main St; Ballincollig; County Cork; P31 X285;",
                "An Trá, Dún Garbhán, Contae Phort Láirge, ÉIRE; An Trá; ; Dún Garbhán; Contae Phort Láirge; ; ÉIRE",
                "1 High St, Belfast, bt11aa, Northern Ireland; 1 High St; ; Belfast; ; BT1 1AA; Northern Ireland",
                "Ireland; Ireland; ; ; ; ;",
            })
    void addresses(
            String written, String line1, String line2, String town, String county, String postcode, String country) {
        assertThat(PostalAddress.of(written))
                .isEqualTo(new PostalAddress(line1, line2, town, county, postcode, country));
    }

    @ParameterizedTest
    @EnumSource
    void a_form_is_its_own_form_and_holds_nothing_that_a_table_refuses(FieldKind kind) {
        for (String written : corpus()) {
            String form;
            try {
                form = kind.form(written);
            } catch (IllegalArgumentException e) {
                // never the value itself
                assertThat(e.getMessage())
                        .matches("is no date; 2010-03-04 and 04/03/2010 are|is longer than \\d+ characters");
                continue;
            }
            assertThat(kind.form(form)).as("%s of %s", kind, written).isEqualTo(form);
            if (form != null) {
                assertThat(form).isNotBlank().doesNotContain("\u0000").isEqualTo(form.strip());
            }
        }
    }

    @Test
    void what_is_too_long_is_refused_before_an_index_does() {
        assertThatThrownBy(() -> FieldKind.NAME.form("x".repeat(10_000))).hasMessage("is longer than 300 characters");
        assertThat(FieldKind.TEXT.form("x".repeat(10_000))).hasSize(10_000);
    }

    /** What people write, what attackers write, and what chance writes. */
    private static List<String> corpus() {
        List<String> corpus = new ArrayList<>(List.of(
                "",
                " ",
                "\u0000",
                "\u0000\u0001",
                ", ,;\n",
                "O'BRIEN",
                "O’BRIEN",
                "McDONALD",
                "MC",
                "MCA",
                "mc",
                "İSTANBUL",
                "İ",
                "ŉ",
                "ß",
                "ǅ",
                "ΑΣ",
                "e\u0301",
                "\u202eabc\u202c",
                "عائشة",
                "👩‍👩‍👧 Kelly",
                "J.F.",
                "d'",
                "'; drop table players; --",
                "<script>alert(1)</script>",
                "a, Ireland, UK, Co. Cork, Co. Kerry, D02X285, BT1 1AA",
                "Co. Cork",
                "a, Co Cork Ireland",
                "a, co.cork",
                "+353861234567",
                "0861234567",
                "1234567",
                "(01) 234 5678",
                "+39 06 1234 5678",
                "2010-03-04",
                "x".repeat(10_000),
                "🎉".repeat(100)));
        Random random = new Random(8);
        String alphabet = " \t\n\u00a0,;.'’-+()0123456789aAbBcCoOmMéÉßİ\u0301\u0000\u200b\u202e";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(14); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            corpus.add(text.toString());
        }
        return corpus;
    }
}
