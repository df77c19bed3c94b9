/**
 * Hawtio below {@code /hawtio}: its page, from the class path, and the JMX that the page asks for.
 * What it may do there is named in {@code jolokia-access.xml}; everything else is denied.
 */
@NullMarked
package io.tidegate.hawtio;

import org.jspecify.annotations.NullMarked;
