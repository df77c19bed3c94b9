package io.tidegate.flow;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.api.Api;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiRequest;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/** Looks for secrets, in every form that they are sent in, wherever a node leaves something behind. */
final class Canaries implements AutoCloseable {
    private static final int MANY = 15;

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
        places.put("rest", told(node));
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

    /** What an owner is told of everything that can be asked for without naming it, and of each dock. */
    private static List<String> told(TestNode node) {
        DataSource pool = node.node().database().dataSource();
        Api api = ApiFixture.over(
                pool, node.node().beans().providers(), node.node().vault(), node.clock);
        Set<Permission> all = EnumSet.allOf(Permission.class);
        Actor owner = new Actor("owner@example.org", null, null, 1L, Role.OWNER, all, "127.0.0.1");
        List<String> told = new ArrayList<>();
        for (Operation operation : api.operations()) {
            boolean paged = operation.params().contains(Param.LIMIT);
            if (!operation.method().equals("GET") || operation.path().contains("{")) {
                continue;
            }
            Map<String, List<String>> query = paged ? Map.of("limit", List.of("1000")) : Map.of();
            ApiResponse answer =
                    api.handle(owner, new ApiRequest("GET", operation.path(), query, Map.of(), new byte[0]));
            told.add(operation.path() + ": " + text(api, answer));
        }
        if (told.size() < MANY) {
            throw new IllegalStateException("the API was hardly asked");
        }
        return told;
    }

    private static String text(Api api, ApiResponse answer) {
        if (answer.content() instanceof ApiResponse.Content.Stream stream) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                stream.writer().write(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toString(StandardCharsets.UTF_8);
        }
        return new String(api.bytes(answer), StandardCharsets.UTF_8);
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
