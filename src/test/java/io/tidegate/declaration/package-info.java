/**
 * What a declaration can say, row by row of {@code docs/declarations.md}: the declarations of {@code
 * src/test/resources/declarations} against a scripted server. Every row that is promised has a test here, named after it.
 */
@NullMarked
package io.tidegate.declaration;

import org.jspecify.annotations.NullMarked;
