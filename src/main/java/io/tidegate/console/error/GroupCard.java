package io.tidegate.console.error;

import io.tidegate.api.error.ErrorGroupView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cause of errors, as a page shows it.
 *
 * @param page that shows it: its filters say of which errors it tells, and about which is decided
 */
public record GroupCard(ErrorGroupView group, Link page) {
    private static final List<String> FILTERS =
            List.of("dock", "provider", "type", "error_type", "since", "until", "include_resolved");

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
        Link rows = filtered(Link.to("/errors/list").with("group", group.group()), FILTERS);
        return over() ? rows.with("include_resolved", "true") : rows;
    }

    /** The rows of what has this in common. */
    public Link like(String name, String value) {
        return filtered(Link.to("/errors"), FILTERS).with(name, value);
    }

    /** Whether only errors of some time are told of; all that is decided is about all times. */
    public boolean timed() {
        return said("since") != null || said("until") != null;
    }

    /** The same page of all times. */
    public Link untimed() {
        return page.without("after").without("since").without("until");
    }

    public Link retry() {
        return decision("retry");
    }

    public Link dismiss() {
        return decision("dismiss");
    }

    private Link decision(String verb) {
        return filtered(Link.to("/errors/groups/" + group.group() + "/" + verb), List.of("dock", "provider"));
    }

    private Link filtered(Link link, List<String> names) {
        Link filtered = link;
        for (String name : names) {
            filtered = filtered.with(name, said(name));
        }
        return filtered;
    }

    private @Nullable String said(String name) {
        String value = page.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
