package io.tidegate.console.conflict;

import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import io.tidegate.federation.side.ConflictStore.Conflict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conflict as its card shows it. */
public record ConflictLine(Conflict conflict) {
    static List<ConflictLine> of(List<Conflict> conflicts) {
        return conflicts.stream().map(ConflictLine::new).toList();
    }

    /** Whose record it is; its number where it has no name. */
    public String name() {
        String name = conflict.name();
        return name == null || name.isBlank() ? conflict.kind().replace('_', ' ') + " " + conflict.recordId() : name;
    }

    /** The record's own page. */
    public Link record() {
        return Link.to((conflict.kind().equals("player") ? "/players/" : "/local-records/") + conflict.recordId());
    }

    /** Its own page. */
    public Link page() {
        return Link.to("/conflicts/" + conflict.id());
    }

    /** The address of what settles it. */
    public String settle(String as) {
        return "/conflicts/" + conflict.id() + "/settle/" + as;
    }

    public boolean settled() {
        return conflict.settledAt() != null;
    }

    public boolean federationWon() {
        return conflict.winner().equals("federation");
    }

    /** In two words whose value is kept. */
    public String word() {
        if (settled()) {
            return "settled";
        }
        return federationWon() ? "theirs kept" : "ours kept";
    }

    public Tone tone() {
        if (settled()) {
            return Tone.GOOD;
        }
        return federationWon() ? Tone.BUSY : Tone.WARN;
    }

    /** A strategy as people read it. */
    public String strategy() {
        return conflict.strategy().replace('_', ' ');
    }

    /** What somebody chose. */
    public String choice() {
        String as = conflict.settledAs();
        if (as == null) {
            return "";
        }
        return switch (as) {
            case "federation" -> "took what " + conflict.source() + " says";
            case "local" -> "kept ours";
            default -> "gave another value";
        };
    }

    /** A value, or that there is none. */
    public static String value(@Nullable String value) {
        return value == null || value.isEmpty() ? "nothing" : value;
    }
}
