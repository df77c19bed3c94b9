/**
 * What route files say, read without Camel's help and with every line known. Here ids are compared and links followed,
 * and the provider that a file declares is read.
 */
@NullMarked
package io.tidegate.route.text;

import org.jspecify.annotations.NullMarked;
