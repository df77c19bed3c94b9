package io.tidegate.hawtio;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;
import org.jspecify.annotations.Nullable;

/**
 * What may be read and done: what {@code jolokia-access.xml} names. Of other domains not even the names are shown, and an
 * operation is done to one bean alone, never to a pattern of them.
 */
final class Policy extends PolicyRestrictor {
    private static final String FILE = "/jolokia-access.xml";
    private static final List<String> SHOWN = List.of("org.apache.camel", "io.tidegate", "java.lang", "java.nio");

    /** Of it some attributes alone may be read, and others are what the process was started with. */
    private static final ObjectName RUNTIME =
            ManagementFactory.getRuntimeMXBean().getObjectName();

    private static final String OWN = "io.tidegate";

    /** Set while somebody asks to whom our own beans are not shown. */
    private static final ThreadLocal<@Nullable Boolean> NARROW = new ThreadLocal<>();

    private Policy(InputStream file) {
        super(file);
    }

    /** From the class path; a policy that cannot be read ends the start of whoever needs it. */
    static Policy read() {
        try (InputStream in = Policy.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return new Policy(in);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /**
     * Answers somebody. Our own beans are those of every organization: people who may look are operators, while a token that
     * may only look, such as that for metrics, is not shown them.
     */
    static String of(Actor actor, Supplier<String> answer) {
        if (actor.token() == null || actor.may(Permission.INSTANCE_WRITE)) {
            return answer.get();
        }
        NARROW.set(true);
        try {
            return answer.get();
        } finally {
            NARROW.remove();
        }
    }

    /**
     * Why a question about a bean is not even put, as Jolokia looks at beans before it looks at the policy; null when it
     * is.
     *
     * @param attributes whether it says which attributes it reads
     */
    static @Nullable String unasked(String mbean, boolean attributes) {
        try {
            ObjectName name = new ObjectName(mbean);
            if (!SHOWN.contains(name.getDomain())) {
                return "Beans of " + String.join(", ", SHOWN) + " alone are shown.";
            }
            if (NARROW.get() != null && name.getDomain().equals(OWN)) {
                return "A token needs instance:write for docks, budgets and the queue of all organizations.";
            }
            return !attributes && name.apply(RUNTIME) ? "Say which attributes of " + RUNTIME + "." : null;
        } catch (MalformedObjectNameException e) {
            return "This is no bean's name.";
        }
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        return !name.isPattern() && operation != null && super.isOperationAllowed(name, operation);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !SHOWN.contains(name.getDomain())
                || (NARROW.get() != null && name.getDomain().equals(OWN))
                || super.isObjectNameHidden(name);
    }
}
