/**
 * What needs somebody's attention: rules that judge what was measured, and the alerts that follow from it.
 * An alert is raised once and resolved by itself; who is told of it is the matter of {@code io.tidegate.alert.channel}.
 */
@NullMarked
package io.tidegate.alert;

import org.jspecify.annotations.NullMarked;
