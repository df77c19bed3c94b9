/**
 * Applies what listings wrote to local records: each record that was not applied yet is compared, field by field, with
 * the local one it belongs to, and what was decided is on record. It works in batches, each of them one transaction that
 * only the holder of the job can commit, so that a run that breaks off leaves whole records alone.
 */
@NullMarked
package io.tidegate.federation.reconcile;

import org.jspecify.annotations.NullMarked;
