package io.tidegate.federation.reconcile;

import io.tidegate.federation.compare.Comparison;
import io.tidegate.federation.compare.Resolution;
import io.tidegate.federation.compare.Side;
import io.tidegate.federation.compare.Verdict;
import io.tidegate.federation.local.LocalRecord;
import io.tidegate.federation.told.Telling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a local record by what the other side tells.
 *
 * @param before as it stood
 * @param after as it stands from now on, with what was told as the base of the next comparison
 * @param changes fields that the other side's value was written to
 * @param conflicts fields that both sides had changed, whoever won
 */
record Settlement(LocalRecord before, LocalRecord after, List<Resolution> changes, List<Resolution> conflicts) {
    static Settlement of(Scope scope, Telling telling, LocalRecord local) {
        String source = scope.declared().source();
        Map<String, @Nullable String> fields = new LinkedHashMap<>(local.fields());
        Map<String, @Nullable String> base = new LinkedHashMap<>(local.base(source));
        List<Resolution> changes = new ArrayList<>();
        List<Resolution> conflicts = new ArrayList<>();
        for (Resolution one : Comparison.of(
                scope.rules(),
                telling.fields(),
                local.fields(),
                local.base(source),
                scope.declared().strategy())) {
            if (one.federation().known()) {
                base.put(one.field().name(), one.federation().value());
            }
            boolean conflict = one.verdict() == Verdict.CONFLICT;
            if (conflict) {
                conflicts.add(one);
            }
            if (one.verdict() == Verdict.CHANGED || (conflict && one.winner() == Side.FEDERATION)) {
                fields.put(one.field().name(), one.value());
                changes.add(one);
            }
        }
        String external = local.externalIds().getOrDefault(source, telling.of().id());
        return new Settlement(local, local.with(fields, source, external, base), changes, conflicts);
    }

    /** A local record that begins with what is told. */
    static LocalRecord begin(Scope scope, Telling telling, long id) {
        return new LocalRecord(id, telling.fields(), Map.of(), Map.of())
                .with(telling.fields(), scope.declared().source(), telling.of().id(), telling.fields());
    }

    /** Whether anything must be written. */
    boolean isAny() {
        return !before.equals(after);
    }

    Set<String> changed() {
        return changes.stream().map(one -> one.field().name()).collect(Collectors.toSet());
    }
}
