/**
 * The component {@code jobs:}, with which the route of the workers begins: claims jobs and takes each through the route.
 * This is the one place that waits for work.
 */
@NullMarked
package io.tidegate.work;

import org.jspecify.annotations.NullMarked;
