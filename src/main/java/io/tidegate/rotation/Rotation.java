package io.tidegate.rotation;

import io.tidegate.vault.KeyRing;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.MasterKeyFile;
import io.tidegate.vault.Vault;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the master key. Every step may be the last one before the process dies: the next rotation finds in the file
 * and in the database how far it came, and goes on.
 */
public final class Rotation {
    private static final int BATCH = 200;

    private final SealedStore values;
    private final RetiredKeyStore retired;
    private final KeyRing ring;
    private final @Nullable MasterKeyFile file;
    private final InstantSource clock;

    /** How far it is. */
    public sealed interface Step {
        /** This key is the first now; {@code goesOn} when an earlier rotation had put it there. */
        record Begun(String keyId, List<String> oldKeyIds, boolean goesOn) implements Step {}

        /** So many of all values were wrapped anew. */
        record Wrapped(long done, long all) implements Step {}

        /** Nothing new can come that an old key sealed. */
        record Closed() implements Step {}

        /** No value names an old key. */
        record Verified(long values) implements Step {}
    }

    /**
     * What came of it.
     *
     * @param gone the old keys, which no value names any more
     * @param stuck docks whose credentials could not be wrapped anew, so that the old keys stay
     */
    public record Outcome(List<String> gone, List<SealedStore.LostDock> stuck) {}

    /** @param file that holds the keys of the ring; null when they come from elsewhere */
    public Rotation(
            SealedStore values,
            RetiredKeyStore retired,
            KeyRing ring,
            @Nullable MasterKeyFile file,
            InstantSource clock) {
        this.values = values;
        this.retired = retired;
        this.ring = ring;
        this.file = file;
        this.clock = clock;
    }

    /** Whether an earlier rotation, or a person, put a new key first that not every value is wrapped with yet. */
    public boolean isBegun() {
        List<String> old = ring.keyIds().stream().skip(1).toList();
        return !retired.kept().containsAll(old);
    }

    /**
     * Rotates, or goes on with a rotation.
     *
     * @param vault over the same ring, with its index keys kept
     * @param keepOld whether the old keys stay in the file
     * @param steps is told of each step
     * @return null when another rotation is under way
     * @throws io.tidegate.vault.VaultException when the file cannot be read or written
     */
    public @Nullable Outcome run(Vault vault, boolean keepOld, Consumer<Step> steps) {
        List<Outcome> outcome = new ArrayList<>();
        retired.alone(() -> outcome.add(rotate(vault, keepOld, steps)));
        return outcome.isEmpty() ? null : outcome.get(0);
    }

    private Outcome rotate(Vault vault, boolean keepOld, Consumer<Step> steps) {
        // from the key that they were derived from, before another one stands first
        vault.makeIndexKeys();
        boolean goesOn = isBegun();
        if (!goesOn && file != null) {
            file.write(Stream.concat(Stream.of(MasterKey.random()), file.read().stream())
                    .toList());
        }
        List<String> keys = ring.keyIds();
        List<String> old = keys.subList(1, keys.size());
        retired.useAgain(keys.get(0));
        steps.accept(new Step.Begun(keys.get(0), old, goesOn));
        rewrapAll(keys.get(0), steps);
        retired.retire(old, clock.instant());
        steps.accept(new Step.Closed());
        rewrapAll(keys.get(0), steps);
        List<SealedStore.Count> counts = values.counts();
        Set<String> named = new HashSet<>(old);
        named.retainAll(counts.stream().map(SealedStore.Count::keyId).toList());
        if (!named.isEmpty()) {
            return new Outcome(List.of(), values.docks(named));
        }
        steps.accept(new Step.Verified(
                counts.stream().mapToLong(SealedStore.Count::number).sum()));
        if (keepOld) {
            retired.keep(old);
        } else if (file != null) {
            file.write(file.read().subList(0, 1));
        }
        return new Outcome(old, List.of());
    }

    private void rewrapAll(String current, Consumer<Step> steps) {
        long all = values.counts().stream()
                .filter(each -> !each.keyId().equals(current))
                .mapToLong(SealedStore.Count::number)
                .sum();
        long done = 0;
        for (Place place : Place.values()) {
            String after = place == Place.INDEX ? "" : "0";
            for (List<SealedValue> batch = values.next(place, current, after, BATCH);
                    !batch.isEmpty();
                    batch = values.next(place, current, after, BATCH)) {
                rewrap(place, batch);
                after = batch.get(batch.size() - 1).id();
                done += batch.size();
                steps.accept(new Step.Wrapped(done, Math.max(done, all)));
            }
        }
    }

    private void rewrap(Place place, List<SealedValue> batch) {
        List<SealedValue> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (SealedValue value : batch) {
            String wrapped = value.rewrapped(ring);
            if (wrapped != null) {
                before.add(value);
                after.add(wrapped);
            }
        }
        values.replace(place, before, after);
    }
}
