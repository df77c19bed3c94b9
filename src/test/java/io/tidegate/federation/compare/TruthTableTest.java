package io.tidegate.federation.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every combination of what each side may hold, under each strategy, held against the rules as the specification words
 * them: with F the federation's, L the local and S the synced value, F≠S and L=S is a change; F≠S, L≠S and F≠L a conflict;
 * L≠S alone a local edit; F=L neither; without S differing values are a conflict. Values are written with their meaning:
 * what is the same by it must be the same to the code.
 */
class TruthTableTest {
    /** A value as it is written, and what it means; the meaning of no value is empty. */
    private record Written(boolean told, @Nullable String text, String means) {}

    private static final Written ABSENT = new Written(false, null, "");

    private static Written as(@Nullable String text, String means) {
        return new Written(true, text, means);
    }

    private static final Written NULL = as(null, "");
    private static final Written EMPTY = as("", "");
    private static final Written BLANK = as(" \u00a0\t", "");

    /** By kind: two meanings, each in several ways to write it. */
    private static final Map<FieldKind, List<Written>> VALUES = Map.of(
            FieldKind.TEXT,
            List.of(
                    as("a b", "a b"),
                    as(" a  b ", "a b"),
                    as("a\u00a0b", "a b"),
                    as("a\u0000b", "a b"),
                    as("A b", "A b")),
            FieldKind.NAME,
            List.of(
                    as("Seán Ó Sé", "Seán Ó Sé"),
                    as("SEÁN Ó SÉ", "Seán Ó Sé"),
                    as("sea\u0301n o\u0301 se\u0301", "Seán Ó Sé"),
                    as("  Seán  Ó Sé", "Seán Ó Sé"),
                    as("Sean O Se", "Sean O Se")),
            FieldKind.EMAIL,
            List.of(
                    as("a@example.ie", "a"),
                    as(" A@Example.IE ", "a"),
                    as("b@example.ie", "b"),
                    as("B@example.ie", "b")),
            FieldKind.PHONE,
            List.of(
                    as("+353861234567", "1"),
                    as("086 123 4567", "1"),
                    as("(086) 123-4567", "1"),
                    as("00353 86 1234567", "1"),
                    as("0871234567", "2")),
            FieldKind.DATE,
            List.of(
                    as("2010-03-04", "4 March"),
                    as("04/03/2010", "4 March"),
                    as("4.3.2010", "4 March"),
                    as("2010-03-04T00:00:00Z", "4 March"),
                    as("2010-04-03", "3 April")),
            FieldKind.ADDRESS,
            List.of(
                    as("1 Main St, Cork", "1 Main St, Cork"),
                    as("1 Main St\nCork", "1 Main St, Cork"),
                    as(" 1  Main St ;; Cork,", "1 Main St, Cork"),
                    as("2 Main St, Cork", "2 Main St, Cork")));

    @Test
    void every_combination_comes_to_what_the_rules_say() {
        int rows = 0;
        Map<String, Integer> verdicts = new HashMap<>();
        for (Map.Entry<FieldKind, List<Written>> kind : VALUES.entrySet()) {
            List<Written> all = new ArrayList<>(kind.getValue());
            all.addAll(List.of(ABSENT, NULL, EMPTY, BLANK));
            for (Written federation : all) {
                for (Written local : all) {
                    for (Written base : all) {
                        for (Strategy strategy : Strategy.values()) {
                            for (Strategy own : new Strategy[] {null, Strategy.LOCAL_WINS}) {
                                Resolution came = compare(kind.getKey(), own, strategy, federation, local, base);
                                String expected = expected(federation, local, base, own == null ? strategy : own);
                                assertThat(came.verdict() + " " + came.winner())
                                        .as(
                                                "%s F=%s L=%s S=%s %s %s",
                                                kind.getKey(), federation, local, base, strategy, own)
                                        .isEqualTo(expected);
                                String means = came.winner() == Side.FEDERATION ? federation.means : local.means;
                                assertThat(came.value() == null).isEqualTo(means.isEmpty());
                                verdicts.merge(came.verdict().name(), 1, Integer::sum);
                                rows++;
                            }
                        }
                    }
                }
            }
        }
        System.out.printf("truth table: %d rows, %s%n", rows, new java.util.TreeMap<>(verdicts));
        assertThat(rows).isGreaterThan(20_000);
    }

    /** The rules anew, by meaning. */
    private static String expected(Written f, Written l, Written s, Strategy strategy) {
        if (!f.told) {
            return "UNTOLD LOCAL";
        } else if (f.means.equals(l.means)) {
            return "AGREED FEDERATION";
        }
        boolean federationMoved = !s.told || !f.means.equals(s.means);
        boolean weMoved = !s.told || !l.means.equals(s.means);
        if (federationMoved && weMoved) {
            return "CONFLICT " + (strategy == Strategy.FEDERATION_WINS ? "FEDERATION" : "LOCAL");
        }
        return federationMoved ? "CHANGED FEDERATION" : "EDITED LOCAL";
    }

    @Test
    void whoever_comes_first_makes_no_difference() {
        int pairs = 0;
        for (Map.Entry<FieldKind, List<Written>> kind : VALUES.entrySet()) {
            List<Written> all = new ArrayList<>(kind.getValue());
            all.addAll(List.of(NULL, EMPTY, BLANK));
            List<Written> bases = new ArrayList<>(all);
            bases.add(ABSENT);
            for (Written one : all) {
                for (Written other : all) {
                    for (Written base : bases) {
                        Verdict there = compare(kind.getKey(), null, Strategy.MERGE, one, other, base)
                                .verdict();
                        Verdict back = compare(kind.getKey(), null, Strategy.MERGE, other, one, base)
                                .verdict();
                        Verdict mirrored = switch (there) {
                            case CHANGED -> Verdict.EDITED;
                            case EDITED -> Verdict.CHANGED;
                            default -> there;
                        };
                        assertThat(back).isEqualTo(mirrored);
                        pairs++;
                    }
                }
            }
        }
        assertThat(pairs).isGreaterThan(1000);
    }

    @Test
    void what_was_settled_stays_settled() {
        for (Map.Entry<FieldKind, List<Written>> kind : VALUES.entrySet()) {
            for (Written federation : kind.getValue()) {
                for (Written local : kind.getValue()) {
                    for (Strategy strategy : Strategy.values()) {
                        Resolution first = compare(kind.getKey(), null, strategy, federation, local, ABSENT);
                        Written now = as(first.value(), "");
                        Written said = as(first.federation().value(), "");
                        Resolution again = compare(kind.getKey(), null, strategy, federation, now, said);
                        assertThat(again.verdict()).isIn(Verdict.AGREED, Verdict.EDITED);
                        assertThat(again.value()).isEqualTo(first.value());
                    }
                }
            }
        }
    }

    @Test
    void what_we_hold_ourselves_is_compared_even_if_it_cannot_be_read() {
        Resolution came = compare(
                FieldKind.DATE, null, Strategy.FEDERATION_WINS, as("2010-03-04", ""), as("soon", ""), as("soon", ""));
        assertThat(came.verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(Objects.requireNonNull(came.local().value())).isEqualTo("soon");
    }

    private static Resolution compare(
            FieldKind kind, @Nullable Strategy own, Strategy strategy, Written f, Written l, Written s) {
        FieldRule rule = new FieldRule("field", kind, false, own);
        return Comparison.of(List.of(rule), map(f), map(l), map(s), strategy).get(0);
    }

    private static Map<String, @Nullable String> map(Written value) {
        Map<String, @Nullable String> fields = new HashMap<>();
        if (value.told) {
            fields.put("field", value.text);
        }
        return fields;
    }
}
