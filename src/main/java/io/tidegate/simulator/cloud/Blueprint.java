package io.tidegate.simulator.cloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What the records of one resource type look like and how one of them changes. */
interface Blueprint {

    /**
     * A new record.
     *
     * @param number its number within account and type, from 0
     * @param created when it came to be
     */
    ObjectNode make(long number, Draw draw, Instant created);

    /** Changes at least one field that counts as a change. */
    void change(ObjectNode record, Draw draw, Instant at);

    /** What differs on every read although nothing happened: gauges, the order of sets. */
    default void stir(ObjectNode record, Draw draw) {}

    /** An empty record. */
    static ObjectNode record() {
        return JsonNodeFactory.instance.objectNode();
    }
}
