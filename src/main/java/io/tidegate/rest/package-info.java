/**
 * The API over HTTP: brings requests to their operations and answers back.
 * What an answer says is decided elsewhere; here are sizes, headers and how often someone may ask.
 */
@NullMarked
package io.tidegate.rest;

import org.jspecify.annotations.NullMarked;
