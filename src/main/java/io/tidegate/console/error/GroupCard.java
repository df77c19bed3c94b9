package io.tidegate.console.error;

import io.tidegate.api.error.ErrorGroupView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.util.List;

/** A cause of errors, as a page shows it. */
public record GroupCard(ErrorGroupView group) {
    /** Such as "HTTP 401". */
    public String kind() {
        return kind(group.errorType());
    }

    /** A code as people read it. */
    static String kind(String code) {
        return code.startsWith("HTTP_") ? code.replace('_', ' ') : code;
    }

    /** What it is about. */
    public String subject() {
        return group.resourceType().isEmpty()
                ? "all types"
                : group.resourceType().replace('_', ' ');
    }

    public boolean over() {
        return group.unresolved() == 0;
    }

    /** Whether any of it is left to somebody. */
    public boolean waits() {
        return group.retry().planned() < group.unresolved();
    }

    public Tone tone() {
        if (over()) {
            return Tone.IDLE;
        }
        return waits() ? Tone.BAD : Tone.WARN;
    }

    /** In a word or two. */
    public String word() {
        if (over()) {
            return "Over";
        }
        return waits() ? "Needs you" : "Tried again by itself";
    }

    /** How many are tried again. */
    public String plan() {
        if (over()) {
            return "nothing is left to do";
        }
        String asked = "when somebody asks for it, or with the dock's next sync";
        long planned = group.retry().planned();
        if (planned == 0) {
            return "not by itself: it is tried again " + asked;
        }
        return waits()
                ? Words.number(planned) + " of " + Words.number(group.unresolved()) + " by themselves, the rest "
                        + asked
                : "by itself";
    }

    /** "came 12 times". */
    public String times() {
        return group.occurrences() == 1 ? "once" : Words.number(group.occurrences()) + " times";
    }

    /** What to do, in pieces: each second one is a command or the name of a setting. */
    public List<String> advice() {
        return pieces(group.advice());
    }

    static List<String> pieces(String advice) {
        return List.of(advice.split("`", -1));
    }

    /** Its rows. */
    public Link rows() {
        return Link.to("/errors/list").with("group", group.group()).with("include_resolved", over() ? "true" : null);
    }

    /** The rows of what has this in common. */
    public Link like(String name, String value) {
        return Link.to("/errors").with(name, value);
    }

    public Link retry() {
        return Link.to("/errors/groups/" + group.group() + "/retry");
    }

    public Link dismiss() {
        return Link.to("/errors/groups/" + group.group() + "/dismiss");
    }
}
