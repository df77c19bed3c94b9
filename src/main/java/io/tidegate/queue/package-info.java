/**
 * The queue of sync jobs: one job per dock, one running job per lane, a lease that its worker renews.
 * A claim takes a job and its lane in one statement; a fencing token refuses whoever comes late.
 */
@NullMarked
package io.tidegate.queue;

import org.jspecify.annotations.NullMarked;
