package io.tidegate.scrub;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** An event of the log as one line of JSON, without what looks like a credential. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonLine() {}

    static String of(ILoggingEvent event) {
        StringWriter line = new StringWriter(300);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("at", event.getInstant().toString());
            json.writeStringField("level", event.getLevel().toString());
            json.writeStringField("logger", event.getLoggerName());
            json.writeStringField("thread", event.getThreadName());
            for (Map.Entry<String, String> id : new TreeMap<>(event.getMDCPropertyMap()).entrySet()) {
                json.writeStringField(id.getKey(), Scrubber.scrubbed(id.getValue()));
            }
            json.writeStringField("message", Scrubber.scrubbed(String.valueOf(event.getFormattedMessage())));
            IThrowableProxy failure = event.getThrowableProxy();
            if (failure != null) {
                json.writeStringField("exception", Scrubber.scrubbed(ThrowableProxyUtil.asString(failure)));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString();
    }
}
