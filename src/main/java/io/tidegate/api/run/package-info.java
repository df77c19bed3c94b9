/**
 * Jobs, the runs they had, and the errors of those, as the API shows them.
 * Who waits, what happened, and why.
 */
@NullMarked
package io.tidegate.api.run;

import org.jspecify.annotations.NullMarked;
