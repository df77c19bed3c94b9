/**
 * What the running routes do, for who looks at them, and starting and stopping them by hand. Only this process is seen:
 * each node runs its own routes.
 */
@NullMarked
package io.tidegate.route.sight;

import org.jspecify.annotations.NullMarked;
