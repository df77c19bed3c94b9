package io.tidegate.scrub;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;

/** Writes what its pattern makes of an event, message and exceptions, without what looks like a credential. */
public final class ScrubbingEncoder extends PatternLayoutEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
        return Scrubber.scrubbed(getLayout().doLayout(event)).getBytes(StandardCharsets.UTF_8);
    }
}
