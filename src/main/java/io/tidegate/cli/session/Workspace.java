package io.tidegate.cli.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.api.catalogue.Base;
import io.tidegate.budget.LevelStore;
import io.tidegate.cli.link.ApiLink;
import io.tidegate.cli.link.Links;
import io.tidegate.cli.link.Reach;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.clock.ClockStore;
import io.tidegate.clock.NodeClock;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockEditStore;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.dock.WebhookKeyStore;
import io.tidegate.egress.Egress;
import io.tidegate.monitor.DeadLetterStore;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.EventStore;
import io.tidegate.provider.Providers;
import io.tidegate.queue.OpenJobStore;
import io.tidegate.queue.QueueStore;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.ResourceCountStore;
import io.tidegate.vault.IndexKeyStore;
import io.tidegate.vault.KeyWrap;
import io.tidegate.vault.Vault;
import io.tidegate.webhook.WebhookLogStore;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a command works with. Settings are read, and the database is opened, when a command first asks for them. */
public final class Workspace implements AutoCloseable {
    private final Supplier<Settings> source;
    private final Screen screen;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper();
    private @Nullable Settings settings;
    private @Nullable Database database;
    private @Nullable Thread onExit;
    private @Nullable DeclaredProviders providers;
    private @Nullable ApiLink link;
    private final Reach reach = new Reach();

    /** @param settings reads the settings; throws SettingsException when some are wrong */
    public Workspace(Supplier<Settings> settings, Screen screen, InstantSource clock) {
        this.source = settings;
        this.screen = screen;
        this.clock = clock;
    }

    public Screen screen() {
        return screen;
    }

    /** Now, in the microseconds that PostgreSQL keeps. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Which server and organization the options name. */
    public Reach reach() {
        return reach;
    }

    /** The way to the API: a server's where one is named, else that of this machine's database. */
    public ApiLink link() {
        ApiLink open = link;
        if (open == null) {
            Settings.Server server = settings().server();
            URI url = reach.server() == null ? server.url() : reach.server();
            open = url == null ? here() : Links.to(url, server.revealedToken(), reach.organization());
            link = open;
        }
        return open;
    }

    private ApiLink here() {
        Providers declared = new Providers();
        providers().usable().forEach(declared::put);
        Base here = new Base(settings(), database(), declared, this::vault, Egress.of(settings()), clock);
        return Links.to(here, reach.organization());
    }

    /** The settings; read once. */
    public Settings settings() {
        Settings read = settings;
        if (read == null) {
            read = source.get();
            settings = read;
        }
        return read;
    }

    /** The providers that files declare; read once. */
    public DeclaredProviders providers() {
        DeclaredProviders read = providers;
        if (read == null) {
            read = DeclaredProviders.read(settings());
            providers = read;
        }
        return read;
    }

    /** The vault under the master key of the settings. */
    public Vault vault() {
        return vault(Vault.keys(settings()));
    }

    /** The same under keys that are at hand. */
    public Vault vault(KeyWrap keys) {
        return new Vault(keys, new IndexKeyStore(database().jdbi(), clock));
    }

    /** The database; opened once. Tidegate's own server is started when it does not run, and stops with the command. */
    public Database database() {
        Database open = database;
        if (open == null) {
            Database opened = Database.attach(settings());
            onExit = new Thread(opened::close, "database-closer");
            Runtime.getRuntime().addShutdownHook(onExit);
            database = opened;
            open = opened;
            if (clock instanceof NodeClock own) {
                // what a command asks for is due by the clock of those who do it
                ClockStore.set(own, opened.jdbi());
            }
        }
        return open;
    }

    public DockStore docks() {
        return new DockStore(database().jdbi(), json);
    }

    public DockEditStore dockEdits() {
        return new DockEditStore(database().jdbi(), json);
    }

    public QueueStore queue() {
        return new QueueStore(database().jdbi(), json);
    }

    public OpenJobStore jobs() {
        return new OpenJobStore(database().jdbi());
    }

    public LevelStore budgets() {
        return new LevelStore(database().jdbi(), settings().sync().reservePercent());
    }

    public FreshnessStore freshness() {
        return new FreshnessStore(database().jdbi());
    }

    public EventStore events() {
        return new EventStore(database().jdbi());
    }

    public ErrorStore errors() {
        return new ErrorStore(database().jdbi());
    }

    public WebhookLogStore webhooks() {
        return new WebhookLogStore(database().jdbi());
    }

    public WebhookKeyStore webhookKeys() {
        return new WebhookKeyStore(database().jdbi());
    }

    public DeadLetterStore deadLetters() {
        return new DeadLetterStore(database().jdbi());
    }

    public ChangeStore changes() {
        return new ChangeStore(database().jdbi(), json);
    }

    public ResourceCountStore counts() {
        return new ResourceCountStore(database().jdbi());
    }

    /**
     * The dock of that number or name.
     *
     * @throws CommandException when there is none
     */
    public Dock dock(String reference) {
        List<Dock> found = reference.matches("\\d{1,18}")
                ? docks().find(List.of(Long.valueOf(reference)))
                : docks().all().stream()
                        .filter(dock -> dock.name().equals(reference))
                        .toList();
        if (found.isEmpty()) {
            throw CommandException.failed(
                    "There is no dock '" + reference + "'; ./tidegate dock list shows all of them.");
        } else if (found.size() > 1) {
            throw CommandException.failed("Several docks are named '" + reference + "'; say its id.");
        }
        return found.get(0);
    }

    /** Closes what was opened. */
    @Override
    public void close() {
        Database open = database;
        Thread hook = onExit;
        database = null;
        if (open != null && hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                return; // the process ends already, and the hook closes it
            }
            open.close();
        }
    }
}
