package io.tidegate.hawtio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;
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
        return !SHOWN.contains(name.getDomain()) || super.isObjectNameHidden(name);
    }
}
