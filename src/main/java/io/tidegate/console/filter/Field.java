package io.tidegate.console.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a list can be filtered by.
 *
 * @param name as the link and the API call it
 * @param label for people
 * @param type as HTML names it: text, number, datetime-local; select where there are options
 * @param value that is chosen, as it stands in the link; null for none
 * @param hint an example of what may stand there; empty for none
 */
public record Field(
        String name, String label, String type, @Nullable String value, String hint, List<Option> options) {
    private static final String MOMENT = "datetime-local";

    /**
     * A value to choose.
     *
     * @param text for people
     */
    public record Option(String value, String text) {}

    public Field {
        options = List.copyOf(options);
    }

    /** A word that somebody types. */
    public static Field text(String name, String label, String hint) {
        return new Field(name, label, "text", null, hint, List.of());
    }

    /** The number of something. */
    public static Field number(String name, String label) {
        return new Field(name, label, "number", null, "", List.of());
    }

    /** A moment, in UTC. */
    public static Field moment(String name, String label) {
        return new Field(name, label, MOMENT, null, "", List.of());
    }

    /** One of some values. */
    public static Field of(String name, String label, List<Option> options) {
        return new Field(name, label, "select", null, "", options);
    }

    /** One of some words. */
    public static Field ofWords(String name, String label, List<String> words) {
        return of(
                name,
                label,
                words.stream()
                        .map(word -> new Option(word, word.replace('_', ' ')))
                        .toList());
    }

    /** The same, chosen; a value that is none of the options is added to them, so that it is seen. */
    Field with(@Nullable String chosen) {
        List<Option> all = new ArrayList<>(options);
        if (chosen != null
                && type.equals("select")
                && options.stream().noneMatch(each -> each.value().equals(chosen))) {
            all.add(new Option(chosen, chosen));
        }
        return new Field(name, label, type, chosen, hint, all);
    }

    /** The value as the API takes it: a browser leaves the zone out, which is UTC here. */
    @Nullable String asked() {
        return type.equals(MOMENT) && value != null && value.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?")
                ? value + (value.length() == 16 ? ":00Z" : "Z")
                : value;
    }

    /** The value as the field shows it. */
    public @Nullable String shown() {
        return type.equals(MOMENT) && value != null && value.endsWith("Z")
                ? value.substring(0, Math.min(19, value.length() - 1))
                : value;
    }
}
