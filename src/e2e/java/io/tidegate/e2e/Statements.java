package io.tidegate.e2e;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** A pool that notes what is asked through it, with the values in their places. */
final class Statements {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** The pool, with an ear on it. */
    DataSource over(DataSource pool) {
        return wrap(DataSource.class, pool);
    }

    /** What was asked since the last time, in order. */
    List<String> taken() {
        List<String> taken = List.copyOf(asked);
        asked.clear();
        return taken;
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
            if (answer instanceof Connection) {
                return wrap(Connection.class, answer);
            }
            if (answer instanceof PreparedStatement) {
                return wrap(PreparedStatement.class, answer);
            }
            return answer instanceof Statement ? wrap(Statement.class, answer) : answer;
        };
        return type.cast(Proxy.newProxyInstance(Statements.class.getClassLoader(), new Class<?>[] {type}, listening));
    }
}
