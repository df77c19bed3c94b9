package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The records of one type in one account. Few come and go: at most three in a hundred (at least one) of those that were
 * there at the start are away at any time, and at most as many newcomers are there.
 */
final class Shelf {

    private final Blueprint blueprint;
    private final long seed;
    private final int bound;
    private final NavigableMap<Long, ObjectNode> records = new TreeMap<>();
    private final NavigableMap<Long, ObjectNode> away = new TreeMap<>();
    private final TreeSet<Long> newcomers = new TreeSet<>();
    private long next;

    Shelf(Kind kind, int count, long seed) {
        this.blueprint = kind.blueprint();
        this.seed = seed;
        this.bound = Math.max(1, Math.round(count * 0.03f));
        while (next < count) {
            Draw draw = new Draw(seed, next);
            Instant created = draw.past();
            records.put(next, blueprint.make(next, draw, created));
            next++;
        }
    }

    NavigableMap<Long, ObjectNode> records() {
        return records;
    }

    void change(Draw draw, Instant at) {
        blueprint.change(some(draw, records).getValue(), draw, at);
    }

    void stir(Draw draw) {
        records.values().forEach(record -> blueprint.stir(record, draw));
    }

    /** One record comes, returns or goes. */
    Churn churn(Draw draw, Instant at) {
        List<Churn.Move> possible = new ArrayList<>();
        if (newcomers.size() < bound) {
            possible.add(Churn.Move.CREATED);
        }
        if (away.size() < bound) {
            possible.add(Churn.Move.LEFT);
        }
        if (!away.isEmpty()) {
            possible.add(Churn.Move.RETURNED);
        }
        if (!newcomers.isEmpty()) {
            possible.add(Churn.Move.REMOVED);
        }
        Churn.Move move = draw.of(possible);
        long number = switch (move) {
            case CREATED -> create(at);
            case LEFT -> leave(draw);
            case RETURNED -> comeBack(draw);
            case REMOVED -> remove();
        };
        return new Churn(move, number);
    }

    private long create(Instant at) {
        long number = next++;
        records.put(number, blueprint.make(number, new Draw(seed, number), at));
        newcomers.add(number);
        return number;
    }

    private long leave(Draw draw) {
        NavigableMap<Long, ObjectNode> originals = new TreeMap<>(records);
        originals.keySet().removeAll(newcomers);
        Map.Entry<Long, ObjectNode> leaving = some(draw, originals);
        records.remove(leaving.getKey());
        away.put(leaving.getKey(), leaving.getValue());
        return leaving.getKey();
    }

    private long comeBack(Draw draw) {
        Map.Entry<Long, ObjectNode> returning = some(draw, away);
        away.remove(returning.getKey());
        records.put(returning.getKey(), returning.getValue());
        return returning.getKey();
    }

    private long remove() {
        long number = newcomers.first();
        newcomers.remove(number);
        records.remove(number);
        return number;
    }

    private static Map.Entry<Long, ObjectNode> some(Draw draw, NavigableMap<Long, ObjectNode> among) {
        return draw.of(new ArrayList<>(among.entrySet()));
    }

    /** Which record came or went. */
    record Churn(Move move, long number) {

        /** How. */
        enum Move {
            CREATED,
            LEFT,
            RETURNED,
            REMOVED
        }

        boolean gone() {
            return move == Move.LEFT || move == Move.REMOVED;
        }
    }
}
