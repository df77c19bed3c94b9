package io.tidegate.cluster;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.URISupport;
import org.quartz.CronExpression;

/**
 * {@code master:namespace:endpoint}, as in Camel: a route that begins with it consumes from the endpoint on one node at
 * a time. Camel's own waits a second after it took the lead, begins even if the lead was lost meanwhile, and lets the
 * endpoint's timer run on every node.
 */
public final class LeaderComponent extends DefaultComponent {
    private static final Pattern WHOLE = Pattern.compile("[1-9]\\d{0,9}");

    private final LockCluster cluster;

    public LeaderComponent(LockCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        int colon = remaining.indexOf(':');
        int scheme = remaining.indexOf(':', colon + 1);
        if (colon <= 0 || scheme < 0) {
            throw new IllegalArgumentException("wants master:namespace:endpoint, such as master:tidegate:timer:a");
        }
        int question = uri.indexOf('?');
        String options = parameters.isEmpty() || question < 0 ? "" : uri.substring(question);
        parameters.clear();
        String behind = remaining.substring(colon + 1) + options;
        // not by the context, which would start it
        Endpoint delegate = getCamelContext()
                .getComponent(remaining.substring(colon + 1, scheme))
                .createEndpoint(URISupport.normalizeUri(behind));
        if (delegate instanceof QuartzEndpoint quartz) {
            check(quartz);
        }
        return new LeaderEndpoint(uri, this, cluster, remaining.substring(0, colon), delegate);
    }

    /** Else only the leader would find out, and no node would tick. */
    private static void check(QuartzEndpoint quartz) {
        String cron = quartz.getCron();
        if (cron != null && !CronExpression.isValidExpression(cron)) {
            throw new IllegalArgumentException("'" + cron + "' is no cron expression of Quartz");
        }
        Object interval = quartz.getTriggerParameters() == null
                ? null
                : quartz.getTriggerParameters().get("repeatInterval");
        if (interval != null && !WHOLE.matcher(interval.toString()).matches()) {
            throw new IllegalArgumentException(
                    "trigger.repeatInterval '" + interval + "' is no whole number of milliseconds");
        }
    }

    /** The endpoint checks them. */
    @Override
    public boolean useRawUri() {
        return true;
    }
}
