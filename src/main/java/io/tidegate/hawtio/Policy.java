package io.tidegate.hawtio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;

/**
 * What may be read and done: what {@code jolokia-access.xml} names. Of other domains not even the names are shown, and an
 * operation is done to one bean alone, never to a pattern of them.
 */
final class Policy extends PolicyRestrictor {
    private static final String FILE = "/jolokia-access.xml";
    private static final Set<String> SHOWN = Set.of("org.apache.camel", "io.tidegate", "java.lang", "java.nio");

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
