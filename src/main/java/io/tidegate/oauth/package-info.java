/**
 * Gets access tokens with a dock's lasting secrets, keeps them sealed, and renews them before they expire or once they are
 * refused. However many threads and processes need a token at once, one of them asks.
 */
@NullMarked
package io.tidegate.oauth;

import org.jspecify.annotations.NullMarked;
