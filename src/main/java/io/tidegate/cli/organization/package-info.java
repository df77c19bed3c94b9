/**
 * Commands about organizations, who belongs to them, and tokens for programs.
 * What lets somebody in is printed once and kept nowhere.
 */
@NullMarked
package io.tidegate.cli.organization;

import org.jspecify.annotations.NullMarked;
