/**
 * The document of all operations, made from what they declare and from the records they answer.
 * Every answer that a test sees is held against it.
 */
@NullMarked
package io.tidegate.api.openapi;

import org.jspecify.annotations.NullMarked;
