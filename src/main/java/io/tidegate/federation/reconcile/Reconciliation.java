package io.tidegate.federation.reconcile;

import io.tidegate.federation.local.LocalRecord;
import io.tidegate.federation.local.LocalSide;
import io.tidegate.federation.local.LocalSide.Edit;
import io.tidegate.federation.local.LocalSide.Membership;
import io.tidegate.federation.told.Telling;
import io.tidegate.federation.told.TellingReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One batch of records, applied; within a transaction. */
final class Reconciliation {
    private final Scope scope;
    private final LocalSide side;
    private final LinkStore links;
    private final TellingReader reader;
    private final Outcome outcome = new Outcome();
    private final List<LinkStore.Link> written = new ArrayList<>();
    private final Map<Long, Membership> touched = new HashMap<>();
    private final Map<Long, LocalRecord> locals = new HashMap<>();
    private final Map<Long, Set<String>> edited = new LinkedHashMap<>();
    private final List<Long> created = new ArrayList<>();
    private final Map<String, Long> begun = new HashMap<>();

    Reconciliation(Scope scope, LocalSide side, LinkStore links) {
        this.scope = scope;
        this.side = side;
        this.links = links;
        this.reader = new TellingReader(scope.declared());
    }

    /** Applies the records of these rows of {@code resources}. */
    Outcome apply(List<Long> resources) {
        List<Telling> tellings =
                links.read(scope, resources).stream().map(reader::read).toList();
        List<Telling> unlinked = tellings.stream()
                .filter(one -> one.of().local() == null
                        && !one.of().gone()
                        && one.faults().isEmpty())
                .toList();
        Matching matching = Matching.of(side, scope, unlinked);
        Set<Long> known = new HashSet<>(matching.locals());
        tellings.stream().map(one -> one.of().local()).filter(Objects::nonNull).forEach(known::add);
        if (!known.isEmpty()) {
            locals.putAll(side.lock(known));
        }
        List<Telling> whole = new ArrayList<>();
        int more = 0;
        for (Telling one : tellings) {
            Telling checked = checked(one, matching);
            whole.add(checked);
            more += local(checked, matching) == null && !checked.of().gone() ? 1 : 0;
        }
        List<Long> ids = more == 0 ? List.of() : side.newIds(more);
        int used = 0;
        for (Telling one : whole) {
            Long local = local(one, matching);
            if (!one.faults().isEmpty()) {
                outcome.failed(one);
                link(one, local, matching.problem(one) != null);
            } else if (one.of().gone()) {
                link(one, local, false);
            } else if (local == null) {
                begin(one, ids.get(used++));
            } else {
                settle(one, local);
            }
        }
        write();
        return outcome;
    }

    /** With what lacks when there is no local record to go on with. */
    private Telling checked(Telling one, Matching matching) {
        String problem = matching.problem(one);
        if (problem != null) {
            return one.with(new Telling.Fault(null, problem));
        }
        return one.of().gone() || local(one, matching) != null ? one : reader.whole(one);
    }

    /** What it belongs to; a record that came twice belongs to what its first brought about. */
    private @Nullable Long local(Telling one, Matching matching) {
        Long linked = one.of().local();
        Long local = linked == null ? matching.local(one) : linked;
        if (local == null && one.faults().isEmpty()) {
            local = begun.get(one.of().id());
        }
        return local != null && locals.containsKey(local) ? local : null;
    }

    private void begin(Telling one, long id) {
        locals.put(id, Settlement.begin(scope, one, id));
        created.add(id);
        begun.put(one.of().id(), id);
        outcome.created();
        enrolled(one, id);
    }

    private void settle(Telling one, long id) {
        Settlement settlement = Settlement.of(scope, one, Objects.requireNonNull(locals.get(id)));
        if (settlement.isAny()) {
            locals.put(id, settlement.after());
            edited.computeIfAbsent(id, first -> new HashSet<>()).addAll(settlement.changed());
        }
        outcome.settled(id, settlement);
        enrolled(one, id);
    }

    private void enrolled(Telling one, long id) {
        String fault = one.membership().fault();
        if (fault != null) {
            outcome.lacks(one, "joined", fault);
        }
        link(one, id, false);
        Membership told = new Membership(
                one.membership().number(),
                one.membership().status(),
                one.membership().joined());
        touched.merge(id, told, (before, now) -> now.after(before));
    }

    private void link(Telling one, @Nullable Long local, boolean ambiguous) {
        written.add(new LinkStore.Link(one.of(), local, one.active(), one.problem(), ambiguous));
        if (local != null) {
            touched.putIfAbsent(local, Membership.UNTOLD);
        }
    }

    private void write() {
        if (!created.isEmpty()) {
            side.create(
                    scope.dock().organization(),
                    created.stream()
                            .map(id -> Objects.requireNonNull(locals.get(id)))
                            .toList(),
                    scope.now());
            created.forEach(edited::remove);
        }
        if (!edited.isEmpty()) {
            side.change(
                    edited.entrySet().stream()
                            .map(one -> new Edit(Objects.requireNonNull(locals.get(one.getKey())), one.getValue()))
                            .toList(),
                    scope.now());
        }
        links.write(scope, written);
        if (!touched.isEmpty()) {
            outcome.deactivated(side.settle(scope.dock().organization(), touched, scope.now()));
        }
    }
}
