/**
 * What was decided where both sides of a record had changed a field, and what runs over such records came to.
 * A conflict can be settled anew by hand, once, while nobody has changed its field since.
 */
@NullMarked
package io.tidegate.api.conflict;

import org.jspecify.annotations.NullMarked;
