package io.tidegate.federation.side;

import io.tidegate.federation.compare.FieldKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a record becomes by what somebody wants of it: a pure function of both.
 *
 * @param fields all that the record holds from then on, in their forms
 * @param changes what of it is new; empty: nothing
 */
public record Editing(Map<String, @Nullable String> fields, List<Change> changes) {
    private static final LocalDate OLDEST = LocalDate.of(1900, 1, 1);

    /** A field that holds something else from then on. */
    public record Change(
            String field, @Nullable String before, @Nullable String after) {}

    /**
     * Brings wishes into form and compares them with what stands there.
     *
     * @param wishes by field; null or blank empties it
     * @throws FieldException for the first that the field cannot hold
     */
    public static Editing of(Held held, Map<String, @Nullable String> wishes, Shape shape, LocalDate today) {
        Map<String, @Nullable String> after = new LinkedHashMap<>(held.fields());
        wishes.forEach((field, wish) -> after.put(field, formed(shape, field, wish, today)));
        List<String> parts = Shape.PARTS.stream().filter(wishes::containsKey).toList();
        boolean ofPlayer = shape.equals(Shape.PLAYER);
        if (ofPlayer && wishes.containsKey(Shape.ADDRESS)) {
            if (!parts.isEmpty()) {
                throw new FieldException(Shape.ADDRESS, "is given whole and in parts (" + parts.get(0) + "): give one");
            }
            after.putAll(Shape.parts(after.get(Shape.ADDRESS)));
        } else if (ofPlayer && !parts.isEmpty()) {
            after.put(Shape.ADDRESS, Shape.line(after));
        }
        List<Change> changes = new ArrayList<>();
        for (String field : after.keySet()) {
            if (!(ofPlayer && Shape.PARTS.contains(field))) {
                String was = held.fields().get(field);
                String is = after.get(field);
                boolean moved = ofPlayer
                        && field.equals(Shape.ADDRESS)
                        && Shape.PARTS.stream()
                                .anyMatch(part -> !Objects.equals(held.fields().get(part), after.get(part)));
                if (moved || !Objects.equals(was, is)) {
                    changes.add(new Change(field, was, is));
                }
            }
        }
        return new Editing(after, changes);
    }

    private static @Nullable String formed(Shape shape, String field, @Nullable String wish, LocalDate today) {
        FieldKind kind = shape.kinds().get(field);
        if (kind == null) {
            throw new FieldException(
                    field,
                    "is unknown; there are "
                            + String.join(", ", new TreeSet<>(shape.kinds().keySet())));
        }
        String value;
        try {
            value = kind.form(wish);
        } catch (IllegalArgumentException e) {
            throw new FieldException(field, String.valueOf(e.getMessage()));
        }
        if (value == null && shape.needed().contains(field)) {
            throw new FieldException(field, "is needed and cannot be empty");
        } else if (value != null && kind == FieldKind.EMAIL && !value.matches("[^@\\s]+@[^@\\s]+")) {
            throw new FieldException(field, "is no e-mail address");
        } else if (value != null && kind == FieldKind.DATE && field.equals(Shape.BORN)) {
            LocalDate born = LocalDate.parse(value);
            if (born.isAfter(today) || born.isBefore(OLDEST)) {
                throw new FieldException(field, "is no day from 1900 until today");
            }
        }
        return value;
    }
}
