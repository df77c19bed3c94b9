/**
 * Replaces the master key while everything goes on: a new key is put first, every sealed value is wrapped anew, and the
 * old key goes when none names it any more. What is sealed stays shut meanwhile; a rotation that broke off goes on.
 */
@NullMarked
package io.tidegate.rotation;

import org.jspecify.annotations.NullMarked;
