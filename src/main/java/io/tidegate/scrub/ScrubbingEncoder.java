package io.tidegate.scrub;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;

/**
 * Writes an event, message and exceptions, without what looks like a credential: as its pattern says, or as one line of
 * JSON.
 */
public final class ScrubbingEncoder extends PatternLayoutEncoder {
    private boolean json;

    /** @param format json or text; logback's configuration sets it */
    public void setFormat(String format) {
        json = format.equals("json");
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = json ? JsonLine.of(event) : Scrubber.scrubbed(getLayout().doLayout(event));
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
