/**
 * Organizations, their members and their tokens as the API shows and changes them.
 * Secrets that are made here are shown once, in the answer that made them.
 */
@NullMarked
package io.tidegate.api.organization;

import org.jspecify.annotations.NullMarked;
