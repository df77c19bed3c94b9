/**
 * Live routes: the YAML files of the routes folder as running Camel routes, exchanged when a file is saved. A file that
 * cannot run changes nothing that does, and says where and why.
 */
@NullMarked
package io.tidegate.route;

import org.jspecify.annotations.NullMarked;
