/**
 * Federations' connectors as operators see and change them, and as connected organizations see their own.
 * Credentials go in and never come out.
 */
@NullMarked
package io.tidegate.api.connector;

import org.jspecify.annotations.NullMarked;
