package io.tidegate.cli.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.account.OrganizationStore;
import io.tidegate.api.catalogue.Base;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.provider.ProviderSummary;
import io.tidegate.api.provider.ProviderView;
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
import io.tidegate.dock.DockStore;
import io.tidegate.egress.Egress;
import io.tidegate.provider.Providers;
import io.tidegate.queue.OpenJobStore;
import io.tidegate.vault.IndexKeyStore;
import io.tidegate.vault.KeyWrap;
import io.tidegate.vault.Vault;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
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
        if (reach.organization() == null && screen.look().live()) {
            OrganizationStore organizations = new OrganizationStore(database().jdbi());
            if (organizations.list(null, 2).items().size() > 1) {
                organizations
                        .oldest()
                        .ifPresent(each -> screen.note("In organization " + each.slug() + "; --org names another."));
            }
        }
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

    /** All organizations' jobs, and who works on them. */
    public OpenJobStore jobs() {
        return new OpenJobStore(database().jdbi());
    }

    /** Whether it is known that no Tidegate runs which would do what is asked for. */
    public boolean isIdle() {
        return link().isLocal() && jobs().otherProcesses() == 0;
    }

    /**
     * The dock of that number or name.
     *
     * @throws CommandException when there is none
     */
    public DockView dock(String reference) {
        return Docks.find(link(), reference);
    }

    /**
     * The same as it is stored here, with what is sealed.
     *
     * @throws CommandException when there is none
     */
    public Dock storedDock(String reference) {
        long id = Docks.find(here(), reference).id();
        return new DockStore(database().jdbi(), json).find(List.of(id)).get(0);
    }

    /**
     * What is known of the provider of that name.
     *
     * @throws CommandException when there is none that can be used
     */
    public ProviderView provider(String name) {
        if (link().isLocal()) {
            providers().require(name);
        } else {
            List<String> known = link().page("/providers", Map.of(), ProviderSummary.class).items().stream()
                    .map(ProviderSummary::name)
                    .toList();
            if (!known.contains(name)) {
                throw DeclaredProviders.unknown(name, known);
            }
        }
        return link().get("/providers/" + name, ProviderView.class);
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
