/**
 * What every page of the console is made of: who looks, at which link, what they may ask of the API and how it is put
 * into words. Pages ask the same operations as REST and the command line, and open no store of their own.
 */
@NullMarked
package io.tidegate.console.page;

import org.jspecify.annotations.NullMarked;
