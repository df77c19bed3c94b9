package io.tidegate.federation.reconcile;

import io.tidegate.federation.declared.TwoWay;
import io.tidegate.federation.local.LocalSide;
import io.tidegate.federation.local.LocalSide.Found;
import io.tidegate.federation.told.Telling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the local records that records of the other side belong to, in the order that the declaration says. */
final class Matching {
    private final LocalSide side;
    private final long organization;
    private final String source;
    private final Map<Long, Long> found = new HashMap<>();
    private final Map<Long, String> ambiguous = new HashMap<>();

    private Matching(LocalSide side, Scope scope) {
        this.side = side;
        this.organization = scope.dock().organization();
        this.source = scope.declared().source();
    }

    /** Looks for those of these records; nobody else creates any until the transaction ends. */
    static Matching of(LocalSide side, Scope scope, List<Telling> unlinked) {
        Matching matching = new Matching(side, scope);
        if (!unlinked.isEmpty()) {
            side.alone(scope.dock().organization());
            for (TwoWay.Match rule : scope.declared().match()) {
                List<Telling> left = unlinked.stream()
                        .filter(one -> !matching.found.containsKey(one.of().resource())
                                && !matching.ambiguous.containsKey(one.of().resource()))
                        .toList();
                if (rule.isById()) {
                    matching.byId(left);
                } else {
                    matching.byFields(left, rule.fields());
                }
            }
        }
        return matching;
    }

    /** The local record; null when there is none. */
    @Nullable Long local(Telling telling) {
        return found.get(telling.of().resource());
    }

    /** Why it cannot be told to which it belongs; null when it can. */
    @Nullable String problem(Telling telling) {
        return ambiguous.get(telling.of().resource());
    }

    Set<Long> locals() {
        return Set.copyOf(found.values());
    }

    private void byId(List<Telling> left) {
        if (left.isEmpty()) {
            return;
        }
        Map<String, Long> known = side.byId(
                organization, source, left.stream().map(one -> one.of().id()).collect(Collectors.toSet()));
        for (Telling one : left) {
            Long local = known.get(one.of().id());
            if (local != null) {
                found.put(one.of().resource(), local);
            }
        }
    }

    private void byFields(List<Telling> left, List<String> fields) {
        Map<Long, String> keys = new LinkedHashMap<>();
        for (Telling one : left) {
            if (fields.stream().allMatch(field -> one.fields().get(field) != null)) {
                keys.put(
                        one.of().resource(),
                        fields.stream()
                                .map(field ->
                                        Objects.requireNonNull(one.fields().get(field)))
                                .collect(Collectors.joining(LocalSide.BETWEEN)));
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        Map<String, List<Long>> hits = side.byFields(organization, source, fields, Set.copyOf(keys.values())).stream()
                .collect(Collectors.groupingBy(Found::key, Collectors.mapping(Found::id, Collectors.toList())));
        Set<Long> taken = new HashSet<>(found.values());
        keys.forEach((resource, key) -> {
            List<Long> those = hits.getOrDefault(key, List.of());
            if (those.size() > 1) {
                ambiguous.put(
                        resource,
                        those.size() + " local records have the same " + String.join(" and ", fields)
                                + ", so that nobody knows which it is");
            } else if (those.size() == 1 && taken.add(those.get(0))) {
                // whoever comes second is another one, which has its own id at the source
                found.put(resource, those.get(0));
            }
        });
    }
}
