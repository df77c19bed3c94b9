/**
 * What of a workspace is on a device that follows one of its projects. Everything else leaves when the backend has what this
 * device wrote of it.
 */
@NullMarked
package io.tidegate.client.project;

import org.jspecify.annotations.NullMarked;
