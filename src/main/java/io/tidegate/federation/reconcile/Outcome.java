package io.tidegate.federation.reconcile;

import io.tidegate.federation.compare.Resolution;
import io.tidegate.federation.told.Telling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a batch came to, as {@code sync_history} and what belongs to it keep it. */
final class Outcome {
    private final List<Decided> conflicts = new ArrayList<>();
    private final List<Decided> changes = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();
    private int created;
    private int updated;
    private int deactivated;
    private int errors;

    /** A field of a local record, and what became of it. */
    record Decided(long local, Resolution resolution) {}

    /** Why a record could not be taken over, or not as a whole. */
    record Failed(long resource, String record, @Nullable String field, String message) {}

    void created() {
        created++;
    }

    /** A local record was compared with what the other side tells. */
    void settled(long local, Settlement settlement) {
        settlement.changes().forEach(one -> changes.add(new Decided(local, one)));
        settlement.conflicts().forEach(one -> conflicts.add(new Decided(local, one)));
        if (!settlement.changes().isEmpty()) {
            updated++;
        }
    }

    void deactivated(int records) {
        deactivated += records;
    }

    void failed(Telling telling) {
        errors++;
        telling.faults().forEach(fault -> failed(telling, fault.field(), fault.message()));
    }

    /** Something of it is left out; the rest is taken over. */
    void lacks(Telling telling, String field, String message) {
        errors++;
        failed(telling, field, message);
    }

    private void failed(Telling telling, @Nullable String field, String message) {
        failed.add(new Failed(telling.of().resource(), telling.of().id(), field, message));
    }

    List<Decided> conflicts() {
        return conflicts;
    }

    List<Decided> changes() {
        return changes;
    }

    List<Failed> failed() {
        return failed;
    }

    int createdRecords() {
        return created;
    }

    int updatedRecords() {
        return updated;
    }

    int deactivatedRecords() {
        return deactivated;
    }

    int errors() {
        return errors;
    }
}
