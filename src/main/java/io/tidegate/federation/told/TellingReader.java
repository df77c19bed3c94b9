package io.tidegate.federation.told;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.federation.compare.FieldKind;
import io.tidegate.federation.compare.FieldRule;
import io.tidegate.federation.compare.Told;
import io.tidegate.federation.declared.TwoWay;
import io.tidegate.json.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads records of the other side as a declaration says. */
public final class TellingReader {
    private final TwoWay declared;

    public TellingReader(TwoWay declared) {
        this.declared = declared;
    }

    /** What the record tells; of one that is gone nothing else counts. */
    public Telling read(Pending pending) {
        if (pending.gone()) {
            return new Telling(pending, Map.of(), Telling.Membership.NONE, isActive(pending), List.of());
        }
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        List<Telling.Fault> faults = new ArrayList<>();
        for (FieldRule rule : declared.fields()) {
            Pointer at = Objects.requireNonNull(declared.pointers().get(rule.name()));
            try {
                Told told = told(pending.data(), at, rule.kind());
                if (told.known()) {
                    fields.put(rule.name(), told.value());
                }
                if (rule.required() && told.known() && told.value() == null) {
                    faults.add(new Telling.Fault(rule.name(), "is missing"));
                }
            } catch (IllegalArgumentException e) {
                faults.add(new Telling.Fault(rule.name(), String.valueOf(e.getMessage())));
            }
        }
        return new Telling(pending, fields, membership(pending.data()), isActive(pending), faults);
    }

    /** What lacks before a local record can begin with it. */
    public Telling whole(Telling telling) {
        Telling whole = telling;
        for (FieldRule rule : declared.fields()) {
            if (rule.required()
                    && !telling.fields().containsKey(rule.name())
                    && telling.faults().stream().noneMatch(fault -> rule.name().equals(fault.field()))) {
                whole = whole.with(new Telling.Fault(rule.name(), "is missing"));
            }
        }
        return whole;
    }

    /** One that is gone tells that it is not, as any other status would. */
    private @Nullable Boolean isActive(Pending pending) {
        if (declared.active().isEmpty()) {
            return null;
        }
        return !pending.gone() && pending.status() != null && declared.active().contains(pending.status());
    }

    private Telling.Membership membership(JsonNode data) {
        Told joined;
        String fault = null;
        try {
            joined = told(data, "joined", FieldKind.DATE);
        } catch (IllegalArgumentException e) {
            joined = Told.NOTHING;
            fault = e.getMessage();
        }
        return new Telling.Membership(lenient(data, "number"), lenient(data, "status"), joined, fault);
    }

    private Told lenient(JsonNode data, String what) {
        try {
            return told(data, what, FieldKind.TEXT);
        } catch (IllegalArgumentException e) {
            return Told.NOTHING;
        }
    }

    private Told told(JsonNode data, String membership, FieldKind kind) {
        Pointer at = declared.membership().get(membership);
        return at == null ? Told.NOTHING : told(data, at, kind);
    }

    /** A field whose place there is not, is not told; one that is null says that there is no value. */
    private static Told told(JsonNode data, Pointer at, FieldKind kind) {
        JsonNode node = at.first(data);
        if (!node.isMissingNode()) {
            return Told.of(kind.form(text(node, kind)));
        }
        return at.isNull(data) ? Told.of(null) : Told.NOTHING;
    }

    private static String text(JsonNode node, FieldKind kind) {
        if (node.isObject() && kind == FieldKind.ADDRESS) {
            return AddressParts.text(node);
        } else if (node.isArray() && node.valueStream().allMatch(JsonNode::isValueNode)) {
            return node.valueStream()
                    .filter(one -> !one.isNull())
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
        } else if (node.isContainerNode()) {
            throw new IllegalArgumentException("is no single value; let its pointer lead to one");
        }
        return node.asText();
    }
}
