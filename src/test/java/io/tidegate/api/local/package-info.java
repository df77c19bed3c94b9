/** Players and other local records, asked and edited through the API over a real database. */
@NullMarked
package io.tidegate.api.local;

import org.jspecify.annotations.NullMarked;
