package io.tidegate;

import io.tidegate.config.Settings;
import io.tidegate.route.RouteFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program. */
public final class Tidegate {
    private static final Logger LOG = LoggerFactory.getLogger(Tidegate.class);

    /** The one clock of the program, in the microseconds that PostgreSQL keeps. */
    private static final InstantSource CLOCK =
            () -> InstantSource.system().instant().truncatedTo(ChronoUnit.MICROS);

    private Tidegate() {}

    public static void main(String[] args) throws Exception {
        Settings settings = Settings.load(
                Path.of(System.getProperty("tidegate.home", ".")),
                System.getenv(),
                List.of(args).subList(1, args.length));
        System.exit(launch(settings, args[0].equals("demo")));
    }

    private static int launch(Settings settings, boolean demo) throws InterruptedException {
        Instant began = CLOCK.instant();
        Map<String, String> properties = new HashMap<>(settings.routeProperties());
        Demo provider = demo ? Demo.start(settings, CLOCK, properties) : null;
        RouteFolder folder = new RouteFolder(
                settings.directories().routes(), demo ? List.of("providers", "demo") : List.of("providers"));
        Node node = Node.start(settings, CLOCK, folder, Map.of(), properties);
        if (provider != null) {
            provider.connect(node);
        }
        LOG.info(
                "Tidegate is up after {} ms",
                java.time.Duration.between(began, CLOCK.instant()).toMillis());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            node.close();
                            if (provider != null) {
                                provider.close();
                            }
                            stopped.countDown();
                            Runtime.getRuntime().halt(0);
                        },
                        "shutdown"));
        stopped.await();
        return 0;
    }
}
