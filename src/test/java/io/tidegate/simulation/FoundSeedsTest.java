package io.tidegate.simulation;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays that fail when a fault that was found is put back. What a seed plays changes with the plays and with the engine: where one
 * fails no more with its fault, another is searched.
 */
class FoundSeedsTest {
    @TempDir
    private Path folder;

    /** They fail where the stage replaces what stands as of the snapshot's watermark, and not of the log's end. */
    @Test
    void a_row_that_is_written_again_while_a_rescan_reads_its_pages_does_not_vanish_until_the_next_pull() {
        play(16);
        play(1232);
    }

    /** It was written on top of a row that was deleted and forgotten since, and that somebody made anew. */
    @Test
    void an_old_write_to_a_row_that_was_made_anew_stands_by_its_clock() {
        play(240);
        play(381);
    }

    /** A request lay about until its op, the row it made and that row's tombstone were forgotten, and somebody made the row anew. */
    @Test
    void a_write_that_comes_again_when_all_of_it_was_forgotten_stands_by_its_clock() {
        play(40554);
    }

    /** It lost to a delete that was forgotten, and somebody who knew less deleted the record once more with a lower clock. */
    @Test
    void an_old_write_to_a_row_that_was_deleted_again_stands_by_its_clock() {
        play(40166);
    }

    private void play(long seed) {
        Simulation.inMemory(folder).play(seed);
    }
}
