package io.tidegate.fleet;

import io.tidegate.client.ProviderRegistry;
import io.tidegate.client.gateway.GatewayProvider;
import io.tidegate.client.hook.SyncEvent;
import io.tidegate.client.local.SyncState;
import io.tidegate.client.outbox.OutboxStore;
import io.tidegate.client.workspace.DeviceSync;
import io.tidegate.client.workspace.SyncSettings;
import io.tidegate.client.workspace.Workspace;
import io.tidegate.protocol.wire.SyncScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A device's process: the device library as an application has it, which reads orders line by line. {@code write <times>
 * <pause>}, {@code rest}, {@code stand <event>} (whoever tells it does
 * nothing more, so that it is there still when it is killed), {@code again} (the network is said to be back), {@code tell <number>}, {@code end}.
 */
final class Handset {
    /** Ahead of what the library told. */
    static final String EVENT = "event ";

    static final String READY = "the device is open";

    /** Ahead of an order's number, from 1, and of how many ops came of it. */
    static final String WROTE = "wrote ";

    static final String TOKEN = "TIDEGATE_TOKEN";

    /** Ahead of the event at which it stands. */
    static final String STANDS = "stands at ";

    /** Ahead of the event at which it will stand. */
    static final String HEEDS = "heeds ";

    private static volatile String standAt = "";

    private final Workspace workspace;
    private final Writer writer;
    private final ExecutorService application = Executors.newSingleThreadExecutor(Handset::daemon);
    private int ordered;
    private volatile int carriedOut;

    private Handset(Workspace workspace, Writer writer) {
        this.workspace = workspace;
        this.writer = writer;
    }

    /** Wants a URL, a workspace, a device's id, a folder and a seed, and the token in the environment; and an event to stand at. */
    public static void main(String[] words) throws IOException {
        Path folder = Path.of(words[3]);
        standAt = words.length > 5 ? words[5] : "";
        String token = Objects.requireNonNull(System.getenv(TOKEN), "no token");
        try (Evidence evidence = Evidence.open(folder)) {
            ProviderRegistry providers = new ProviderRegistry();
            providers.registerSyncProvider(
                    new NotingProvider(new GatewayProvider(URI.create(words[0]), (name, refused) -> token), evidence));
            try (DeviceSync sync = new DeviceSync(SyncSettings.in(folder), providers, InstantSource.system())) {
                sync.hooks().onAll(Handset::tell);
                Workspace workspace = sync.signIn(SyncScope.of(words[1]), words[2]);
                Writer writer =
                        new Writer(workspace.database(), evidence, words[1] + ":" + words[2], Long.parseLong(words[4]));
                writer.readAgain(Evidence.read(folder));
                say(READY);
                new Handset(workspace, writer).obey();
            }
        }
    }

    /** Until it is told to end, or nobody is there any more who could tell it. */
    private void obey() throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            switch (words[0]) {
                case "write" -> beside(Integer.parseInt(words[1]), Long.parseLong(words[2]));
                case "again" -> {
                    workspace.stop();
                    workspace.start();
                }
                case "rest" -> writer.rest();
                case "stand" -> {
                    standAt = words[1];
                    say(HEEDS + standAt);
                }
                case "tell" -> tell(words[1]);
                default -> {
                    return;
                }
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "application");
        thread.setDaemon(true);
        return thread;
    }

    /** One order after the other: two writers at once would each take what the other captured for its own. */
    private void beside(int times, long pauseMillis) {
        int order = ++ordered;
        application.execute(() -> {
            int ops = writer.write(times, pauseMillis);
            carriedOut = order;
            say(WROTE + order + " " + ops);
        });
    }

    private void tell(String number) {
        // first, since what is written after it is not told of
        int writing = ordered - carriedOut;
        SyncState state = workspace.state();
        OutboxStore.Amount waiting = workspace.database().waiting();
        say("told " + number + " writing=" + writing + " cursor=" + state.cursor() + " waiting=" + waiting.ops()
                + " failed=" + waiting.failed() + " whole=" + (state.bootstrapped() && !state.stale()));
    }

    private static void tell(SyncEvent event) {
        if (event.name().equals(standAt)) {
            say(STANDS + standAt);
            while (!Thread.interrupted()) {
                LockSupport.park();
            }
        }
        if (event instanceof SyncEvent.ErrorRaised || event instanceof SyncEvent.PullError) {
            say(EVENT + event.name() + " " + event);
        } else if (!(event instanceof SyncEvent.OpCaptured) && !(event instanceof SyncEvent.ConflictDetected)) {
            say(EVENT + event.name());
        }
    }

    private static void say(String words) {
        System.out.println(words);
    }
}
