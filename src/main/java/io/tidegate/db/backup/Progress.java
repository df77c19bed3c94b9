package io.tidegate.db.backup;

/** Is told how far a backup or a restore is. */
@FunctionalInterface
public interface Progress {
    /** So many bytes of so many; the latter is a guess, as the database goes on growing. */
    void at(long done, long all);
}
