package io.tidegate.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.AuditStore;
import io.tidegate.access.Deed;
import io.tidegate.alert.AlertStore;
import io.tidegate.alert.RuleStore;
import io.tidegate.alert.channel.ChannelStore;
import io.tidegate.alert.channel.OutboxStore;
import io.tidegate.budget.LevelStore;
import io.tidegate.db.scope.Scoped;
import io.tidegate.dock.DockEditStore;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.dock.WebhookKeyStore;
import io.tidegate.monitor.DeadLetterStore;
import io.tidegate.monitor.ErrorGroupStore;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.EventStore;
import io.tidegate.monitor.figure.CompareStore;
import io.tidegate.monitor.figure.DashboardStore;
import io.tidegate.monitor.figure.FigureStore;
import io.tidegate.monitor.figure.SpeedStore;
import io.tidegate.queue.OpenJobStore;
import io.tidegate.queue.QueueStore;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.ResourceCountStore;
import io.tidegate.webhook.WebhookLogStore;

/** The stores of one transaction, in which the actor's organization is all there is. */
public final class Stores {
    private final Deed deed;
    private final ObjectMapper json;
    private final int reservePercent;

    Stores(Deed deed, ObjectMapper json, int reservePercent) {
        this.deed = deed;
        this.json = json;
        this.reservePercent = reservePercent;
    }

    /** What is done, for the log. */
    public Deed deed() {
        return deed;
    }

    /** For stores that are not among these. */
    public Scoped scoped() {
        return deed.scoped();
    }

    public ObjectMapper json() {
        return json;
    }

    public DockStore docks() {
        return new DockStore(scoped().jdbi(), json);
    }

    public DockEditStore dockEdits() {
        return new DockEditStore(scoped().jdbi(), json);
    }

    public QueueStore queue() {
        return new QueueStore(scoped().jdbi(), json);
    }

    public OpenJobStore jobs() {
        return new OpenJobStore(scoped().jdbi());
    }

    public LevelStore budgets() {
        return new LevelStore(scoped().jdbi(), reservePercent);
    }

    public FreshnessStore freshness() {
        return new FreshnessStore(scoped().jdbi());
    }

    public EventStore events() {
        return new EventStore(scoped().jdbi());
    }

    public FigureStore figures() {
        return new FigureStore(scoped().jdbi());
    }

    public SpeedStore speeds() {
        return new SpeedStore(scoped().jdbi());
    }

    public CompareStore comparisons() {
        return new CompareStore(scoped().jdbi());
    }

    public DashboardStore dashboards() {
        return new DashboardStore(scoped().jdbi());
    }

    public ErrorStore errors() {
        return new ErrorStore(scoped().jdbi());
    }

    public ErrorGroupStore errorGroups() {
        return new ErrorGroupStore(scoped().jdbi());
    }

    public DeadLetterStore deadLetters() {
        return new DeadLetterStore(scoped().jdbi());
    }

    public WebhookLogStore webhooks() {
        return new WebhookLogStore(scoped().jdbi());
    }

    public WebhookKeyStore webhookKeys() {
        return new WebhookKeyStore(scoped().jdbi());
    }

    public ChangeStore changes() {
        return new ChangeStore(scoped().jdbi(), json);
    }

    public ResourceCountStore counts() {
        return new ResourceCountStore(scoped().jdbi());
    }

    public AlertStore alerts() {
        return new AlertStore(scoped().jdbi(), json);
    }

    public RuleStore alertRules() {
        return new RuleStore(scoped().jdbi());
    }

    public ChannelStore alertChannels() {
        return new ChannelStore(scoped().jdbi(), scoped().organization());
    }

    public OutboxStore alertDeliveries() {
        return new OutboxStore(scoped().jdbi());
    }

    public AuditStore audit() {
        return new AuditStore(scoped().jdbi(), json);
    }
}
