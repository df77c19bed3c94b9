package io.tidegate.flow;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.LoggerFactory;

/** Looks for secrets, in every form that they are sent in, wherever a node leaves something behind. */
final class Canaries implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger client = (Logger) LoggerFactory.getLogger("org.apache.hc");
    private final Level before = root.getLevel();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** Listens to all that is logged, at a level that nobody runs with; the HTTP client's is fixed by the program. */
    Canaries() {
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        client.setLevel(Level.INFO);
    }

    @Override
    public void close() {
        root.detachAppender(log);
        others.forEach(root::addAppender);
        root.setLevel(before);
        client.setLevel(null);
    }

    /** The secret as it is, in links and forms, in Base64, and as escaped JSON. */
    static List<String> forms(Collection<String> secrets) {
        return secrets.stream()
                .flatMap(secret -> Stream.of(
                        secret,
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        secret.replace("/", "\\/"),
                        Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))))
                .distinct()
                .toList();
    }

    /** Where each form was found: place by place, empty when nothing leaked. */
    Map<String, List<String>> found(TestNode node, List<String> forms) {
        Map<String, Collection<String>> places = new TreeMap<>();
        places.put("tables", node.stored().everything());
        places.put("log", logged());
        places.put("metrics", List.of(node.node().meters().scrape()));
        places.put("management", managed());
        Map<String, List<String>> leaks = new TreeMap<>();
        places.forEach((place, texts) -> {
            TreeSet<String> leaking = new TreeSet<>();
            for (String text : texts) {
                if (forms.stream().anyMatch(text::contains)) {
                    leaking.add(text.length() > 400 ? text.substring(0, 400) : text);
                }
            }
            if (!leaking.isEmpty()) {
                leaks.put(place, List.copyOf(leaking));
            }
        });
        return leaks;
    }

    /** Whether it looked anywhere at all. */
    List<String> logged() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }

    /** Every attribute of every bean that can be read. */
    static List<String> managed() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> texts = new ArrayList<>();
        for (ObjectName name : server.queryNames(null, null)) {
            texts.add(name.toString());
            try {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    if (attribute.isReadable()) {
                        texts.add(name + " " + attribute.getName() + " " + value(server, name, attribute.getName()));
                    }
                }
            } catch (JMException e) {
                // it left while we looked
                texts.add(String.valueOf(e.getMessage()));
            }
        }
        return texts;
    }

    private static String value(MBeanServer server, ObjectName name, String attribute) {
        try {
            Object value = server.getAttribute(name, attribute);
            return value instanceof Object[] many ? Arrays.deepToString(many) : String.valueOf(value);
        } catch (JMException | RuntimeException e) {
            return "unreadable: " + e.getClass().getSimpleName();
        }
    }
}
