package io.tidegate.e2e;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** A pool that notes what is asked through it, with the values in their places; and whether anything still is. */
final class Statements {
    private static final long QUIET_MILLIS = 300;

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final Set<Connection> open = Collections.newSetFromMap(new ConcurrentHashMap<>());

    /** The pool, with an ear on it. */
    DataSource over(DataSource pool) {
        return wrap(DataSource.class, pool);
    }

    /** What was asked since the last time, in order. */
    List<String> taken() {
        List<String> taken = new ArrayList<>();
        asked.drainTo(taken);
        return taken;
    }

    /** Forgets what was asked, and what is yet: pages that were left may be read to their end. */
    void settle() throws InterruptedException {
        String last = "";
        while (last != null || !open.isEmpty()) {
            last = asked.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private <T> T wrap(Class<T> type, Object target) {
        InvocationHandler listening = (proxy, method, arguments) -> {
            if (target instanceof PreparedStatement statement
                    && method.getName().startsWith("execute")) {
                // HikariProxyPreparedStatement@1 wrapping select …
                asked.add(statement.toString().replaceFirst("^Hikari\\S+ wrapping ", ""));
            }
            Object answer;
            try {
                answer = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (target instanceof Connection connection && method.getName().equals("close")) {
                open.remove(connection);
            }
            if (answer instanceof Connection connection) {
                if (target instanceof DataSource) {
                    open.add(connection);
                }
                return wrap(Connection.class, connection);
            }
            if (answer instanceof PreparedStatement) {
                return wrap(PreparedStatement.class, answer);
            }
            return answer instanceof Statement ? wrap(Statement.class, answer) : answer;
        };
        return type.cast(Proxy.newProxyInstance(Statements.class.getClassLoader(), new Class<?>[] {type}, listening));
    }
}
