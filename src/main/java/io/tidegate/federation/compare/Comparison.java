package io.tidegate.federation.compare;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares the two sides of a record, field by field, with what was synced last. With F the federation's value, L the
 * local one and S the one synced last, all in the field's form: F≠S and L=S is a change, L≠S alone is a local edit and
 * stays, F≠S and L≠S and F≠L is a conflict, F=L is neither; without S, differing values are a conflict.
 */
public final class Comparison {
    private Comparison() {}

    /**
     * Compares all fields.
     *
     * @param federation what the federation tells, by field; a field that is absent is not told
     * @param local what we hold, by field; a field that is absent holds nothing
     * @param base what was synced last, by field; a field that is absent was never synced
     * @param strategy of fields that name none
     * @throws IllegalArgumentException when what the federation tells cannot be read, in words that begin with the field's
     *     name
     */
    public static List<Resolution> of(
            List<FieldRule> fields,
            Map<String, @Nullable String> federation,
            Map<String, @Nullable String> local,
            Map<String, @Nullable String> base,
            Strategy strategy) {
        return fields.stream()
                .map(field -> field(
                        field,
                        Told.of(federation, field.name()),
                        Told.of(local.get(field.name())),
                        Told.of(base, field.name()),
                        field.strategy() == null ? strategy : field.strategy()))
                .toList();
    }

    /** Compares one field. */
    static Resolution field(FieldRule field, Told federation, Told local, Told base, Strategy strategy) {
        Told theirs = formed(field, federation);
        // what stands here already is compared as it is, whatever a declaration makes of it by now
        Told ours = Told.of(field.kind().formOrText(local.value()));
        Told last = base.known() ? Told.of(field.kind().formOrText(base.value())) : base;
        Verdict verdict = verdict(theirs, ours, last);
        Side winner = winner(verdict, strategy);
        return new Resolution(
                field,
                verdict,
                theirs,
                ours,
                last,
                winner == Side.FEDERATION ? theirs.value() : ours.value(),
                winner,
                strategy,
                reason(verdict, last.known(), strategy));
    }

    private static Told formed(FieldRule field, Told told) {
        try {
            return told.known() ? Told.of(field.kind().form(told.value())) : told;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field.name() + " " + e.getMessage(), e);
        }
    }

    private static Verdict verdict(Told federation, Told local, Told base) {
        if (!federation.known()) {
            return Verdict.UNTOLD;
        } else if (Objects.equals(federation.value(), local.value())) {
            return Verdict.AGREED;
        } else if (!base.known()) {
            return Verdict.CONFLICT;
        } else if (Objects.equals(local.value(), base.value())) {
            return Verdict.CHANGED;
        } else if (Objects.equals(federation.value(), base.value())) {
            return Verdict.EDITED;
        }
        return Verdict.CONFLICT;
    }

    /** In a conflict the local value was edited, or may have been: so {@code merge} keeps it. */
    private static Side winner(Verdict verdict, Strategy strategy) {
        return switch (verdict) {
            case AGREED, CHANGED -> Side.FEDERATION;
            case UNTOLD, EDITED -> Side.LOCAL;
            case CONFLICT -> strategy == Strategy.FEDERATION_WINS ? Side.FEDERATION : Side.LOCAL;
        };
    }

    private static String reason(Verdict verdict, boolean based, Strategy strategy) {
        return switch (verdict) {
            case AGREED -> "both sides say the same";
            case UNTOLD -> "the federation does not tell it";
            case CHANGED -> "only the federation changed it";
            case EDITED -> "only we changed it";
            case CONFLICT ->
                (based ? "both sides changed it" : "both sides differ, and nothing was synced before") + "; "
                        + switch (strategy) {
                            case FEDERATION_WINS -> "the federation wins";
                            case LOCAL_WINS -> "the local value wins";
                            case MERGE ->
                                based
                                        ? "the local value was edited, and stays"
                                        : "the local value may have been edited, and stays";
                        };
        };
    }
}
