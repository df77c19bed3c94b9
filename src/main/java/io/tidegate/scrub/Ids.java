package io.tidegate.scrub;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import java.util.TreeMap;

/** What a line of the log is about, such as {@code [dock 3 job 17 run 44] }; nothing where it is about no run. */
public final class Ids extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        Map<String, String> ids = event.getMDCPropertyMap();
        if (ids.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        new TreeMap<>(ids)
                .forEach((name, id) -> text.append(text.isEmpty() ? "[" : " ")
                        .append(name)
                        .append(' ')
                        .append(id));
        return text.append("] ").toString();
    }
}
