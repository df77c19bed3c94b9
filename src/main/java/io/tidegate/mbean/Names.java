package io.tidegate.mbean;

import io.tidegate.budget.LevelStore.Level;
import io.tidegate.dock.Dock;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What things are called in JMX. A value that is more than letters and digits is quoted, whatever it holds. */
final class Names {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

    private Names() {}

    static ObjectName dock(String organization, Dock dock) {
        return of("type=Dock,organization=" + value(organization) + ",provider=" + value(dock.provider()) + ",name="
                + value(dock.name()));
    }

    /** Several budgets of one kind differ in their docks; the first of them stands for all. */
    static ObjectName budget(Level level) {
        return of("type=Budget,provider=" + value(level.provider()) + ",scope=" + value(level.scope()) + ",bucket="
                + value(level.bucket()) + ",dock=" + level.docks().get(0));
    }

    static ObjectName queue() {
        return of("type=Queue");
    }

    private static String value(String text) {
        return PLAIN.matcher(text).matches() ? text : ObjectName.quote(text);
    }

    private static ObjectName of(String properties) {
        try {
            return new ObjectName("io.tidegate:" + properties);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("no name for JMX: " + properties, e);
        }
    }
}
