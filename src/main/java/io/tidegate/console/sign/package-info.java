/**
 * Lets people and programs into the listener for people: who they are, forms to sign in with, cookies.
 * Every later handler finds the actor in the request's context.
 */
@NullMarked
package io.tidegate.console.sign;

import org.jspecify.annotations.NullMarked;
