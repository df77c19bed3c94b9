/**
 * The bundled simulated provider of {@code ./tidegate demo}: two accounts of a made-up cloud behind a real HTTP server
 * whose data lives, limits and now and then fails. Its parts (server, answers, paging, quota) know nothing of that cloud,
 * so that tests script providers of their own with them.
 */
@NullMarked
package io.tidegate.simulator;

import org.jspecify.annotations.NullMarked;
