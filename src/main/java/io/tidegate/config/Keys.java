package io.tidegate.config;

import io.tidegate.config.address.AllowedHost;
import io.tidegate.config.address.Network;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every setting there is. */
public final class Keys {

    private static final Kind<String> FOLDER = Kind.matching(".+", "a folder, absolute or relative to Tidegate's home");
    private static final Kind<String> HOST =
            Kind.matching("[A-Za-z0-9.:\\[\\]_-]{1,253}", "a host name or address, such as 127.0.0.1");
    private static final Kind<Integer> PORT = Kind.integer(0, 65535);

    static final Key<Profile> PROFILE = Key.of(
            "tidegate.profile",
            "dev",
            "dev makes a database and a master key itself; prod refuses to start without them",
            Kind.choice(Profile.class));
    static final Key<String> DATA_DIR = Key.of("tidegate.data.dir", "data", "where Tidegate keeps its files", FOLDER);
    static final Key<String> ROUTES_DIR =
            Key.of("tidegate.routes.dir", "routes-yaml", "where the routes and providers lie", FOLDER);

    static final Key<Optional<DatabaseUrl>> DB_URL = Key.secret(
            "tidegate.db.url",
            "the PostgreSQL to use, 15 or newer; without it Tidegate starts its own in the data folder",
            Kind.optional(Kind.databaseUrl()));
    static final Key<Optional<String>> DB_USER = Key.of(
            "tidegate.db.user",
            "",
            "the user at tidegate.db.url, before one in the URL",
            Kind.optional(Kind.matching(".{1,63}", "a PostgreSQL user name")));
    static final Key<Optional<Secret>> DB_PASSWORD = Key.secret(
            "tidegate.db.password",
            "the password of that user, before one in the URL",
            Kind.optional(Kind.secret("any text")));
    static final Key<Integer> DB_POOL_SIZE =
            Key.of("tidegate.db.pool-size", "20", "connections to the database at most", Kind.integer(2, 500));
    static final Key<Integer> DB_EMBEDDED_PORT = Key.of(
            "tidegate.db.embedded-port",
            "54320",
            "the port of Tidegate's own PostgreSQL on 127.0.0.1; 0 takes any free one",
            PORT);

    static final Key<String> HTTP_HOST =
            Key.of("tidegate.http.host", "127.0.0.1", "where dashboard and API listen", HOST);
    static final Key<Integer> HTTP_PORT =
            Key.of("tidegate.http.port", "8080", "the port of dashboard and API; 0 takes any free one", PORT);
    static final Key<Auth> AUTH = Key.of(
            "tidegate.auth",
            "auto",
            "whether people sign in; auto asks them to in prod and where tidegate.http.host is no loopback address",
            Kind.choice(Auth.class));
    static final Key<Optional<URI>> PUBLIC_URL = Key.of(
            "tidegate.http.public-url",
            "",
            "where people find dashboard and API, such as https://tidegate.example.org behind a proxy",
            Kind.optional(Kind.origin()));
    static final Key<List<Network>> TRUSTED_PROXIES =
            Key.of("tidegate.http.trusted-proxies", "", "proxies whose X-Forwarded-For is believed", Kind.networks());
    static final Key<String> PUBLIC_HOST =
            Key.of("tidegate.public.host", "127.0.0.1", "where webhooks and devices are received", HOST);
    static final Key<Integer> PUBLIC_PORT =
            Key.of("tidegate.public.port", "8081", "the port of webhooks and devices; 0 takes any free one", PORT);
    static final Key<List<URI>> CORS_ORIGINS = Key.of(
            "tidegate.public.cors-origins",
            "",
            "pages of these origins may sync as devices from a browser",
            Kind.origins());
    static final Key<Boolean> DEVICE_SYNC = Key.of(
            "tidegate.device-sync.enabled",
            "true",
            "whether devices sync here; without it their endpoints answer 404",
            Kind.flag());

    static final Key<Optional<Secret>> MASTER_KEY = Key.secret(
            "tidegate.master-key",
            "seals the credentials of docks; the first of several seals, all open; better given by the environment",
            Kind.optional(Kind.masterKey()));
    static final Key<Optional<String>> MASTER_KEY_FILE = Key.of(
            "tidegate.master-key-file",
            "",
            "a file that holds the master keys, one a line, and that only its owner may read",
            Kind.optional(Kind.matching(".+", "a file, absolute or relative to Tidegate's home")));

    static final Key<List<AllowedHost>> EGRESS_ALLOW = Key.of(
            "tidegate.egress.allow",
            "",
            "hosts that may be asked although their address is private, loopback or link-local",
            Kind.allowedHosts());

    static final Key<Optional<String>> NODE = Key.of(
            "tidegate.node",
            "",
            "this process among several over one database; host name and process id when not set",
            Kind.optional(Kind.matching("[A-Za-z0-9._-]{1,64}", "1 to 64 letters, digits, dots, dashes, underscores")));
    static final Key<Integer> WORKERS =
            Key.of("tidegate.workers", "16", "syncs that run side by side in this process", Kind.integer(1, 1000));
    static final Key<Boolean> SEQUENTIAL =
            Key.of("tidegate.sync.sequential", "false", "one dock after another, all in one lane", Kind.flag());
    static final Key<Duration> LANE_SPACING = Key.of(
            "tidegate.sync.lane-spacing",
            "1s",
            "pause between two docks of a lane",
            Kind.duration(Duration.ZERO, Duration.ofMinutes(10)));
    static final Key<Duration> LEASE = Key.of(
            "tidegate.sync.lease",
            "60s",
            "after this time without a sign of life another worker takes the job",
            Kind.duration(Duration.ofSeconds(5), Duration.ofHours(1)));
    static final Key<Integer> RESERVE_PERCENT = Key.of(
            "tidegate.budget.reserve-percent",
            "10",
            "share of each rate limit that is left to the account's owner",
            Kind.integer(0, 90));
    static final Key<Boolean> RATE_LIMIT_LOGS = Key.of(
            "tidegate.rate-limit-logs",
            "true",
            "keep each request, and what its answer said of the limit, for seven days",
            Kind.flag());
    static final Key<Integer> HISTORY_DAYS = Key.of(
            "tidegate.federation.history-days",
            "400",
            "for how many days it is known who changed which field of a record that is edited on both sides",
            Kind.integer(60, 36500));

    static final Key<Optional<String>> MAIL_HOST = Key.of(
            "tidegate.mail.host",
            "",
            "the mail server that alerts are sent by; without it none are sent by mail",
            Kind.optional(HOST));
    static final Key<Integer> MAIL_PORT =
            Key.of("tidegate.mail.port", "587", "the port of that mail server", Kind.integer(1, 65535));
    static final Key<Optional<String>> MAIL_USER = Key.of(
            "tidegate.mail.user",
            "",
            "the user at that mail server, where it wants one",
            Kind.optional(Kind.matching(".{1,254}", "a user name")));
    static final Key<Optional<Secret>> MAIL_PASSWORD =
            Key.secret("tidegate.mail.password", "the password of that user", Kind.optional(Kind.secret("any text")));
    static final Key<String> MAIL_FROM = Key.of(
            "tidegate.mail.from",
            "tidegate@localhost",
            "whom letters say they are from",
            Kind.matching("[^\\s<>,@]{1,64}@[^\\s<>,@]{1,190}", "an e-mail address"));
    static final Key<Settings.Mail.Tls> MAIL_TLS = Key.of(
            "tidegate.mail.tls",
            "starttls",
            "how the way to that mail server is kept secret; none: not at all",
            Kind.choice(Settings.Mail.Tls.class));

    static final Key<Integer> SIMULATOR_PORT =
            Key.of("tidegate.simulator.port", "0", "the port of the demo's provider; 0 takes any free one", PORT);
    static final Key<Long> SIMULATOR_SEED =
            Key.of("tidegate.simulator.seed", "1", "the same seed makes the same demo", Kind.seed());
    static final Key<LogLevel> LOG_LEVEL =
            Key.of("tidegate.log.level", "info", "how much is logged", Kind.choice(LogLevel.class));

    static final Key<Settings.Log.Format> LOG_FORMAT = Key.of(
            "tidegate.log.format",
            "auto",
            "how a line of the log looks; auto is json in prod and text in dev",
            Kind.choice(Settings.Log.Format.class));

    static final Key<Integer> API_REQUESTS = Key.of(
            "tidegate.api.requests-per-minute",
            "600",
            "requests of one caller that the API answers in a minute",
            Kind.integer(1, 1_000_000));
    static final Key<Optional<URI>> SERVER_URL = Key.of(
            "tidegate.server.url",
            "",
            "the Tidegate that commands ask; without it they ask the database of this machine",
            Kind.optional(Kind.baseUrl()));
    static final Key<Optional<Secret>> SERVER_TOKEN = Key.secret(
            "tidegate.server.token",
            "the API token that commands show that server; better given by the environment than in a file",
            Kind.optional(Kind.secret("an API token, as tidegate token create makes it")));

    private static final List<Key<?>> BEFORE_KAFKA = List.of(
            PROFILE,
            DATA_DIR,
            ROUTES_DIR,
            DB_URL,
            DB_USER,
            DB_PASSWORD,
            DB_POOL_SIZE,
            DB_EMBEDDED_PORT,
            HTTP_HOST,
            HTTP_PORT,
            AUTH,
            PUBLIC_URL,
            TRUSTED_PROXIES,
            PUBLIC_HOST,
            PUBLIC_PORT,
            CORS_ORIGINS,
            DEVICE_SYNC,
            MASTER_KEY,
            MASTER_KEY_FILE,
            EGRESS_ALLOW,
            NODE,
            WORKERS,
            SEQUENTIAL,
            LANE_SPACING,
            LEASE,
            RESERVE_PERCENT,
            RATE_LIMIT_LOGS,
            HISTORY_DAYS,
            MAIL_HOST,
            MAIL_PORT,
            MAIL_USER,
            MAIL_PASSWORD,
            MAIL_FROM,
            MAIL_TLS,
            SIMULATOR_PORT,
            SIMULATOR_SEED,
            LOG_LEVEL,
            LOG_FORMAT,
            API_REQUESTS,
            SERVER_URL,
            SERVER_TOKEN);

    private static final List<Key<?>> ALL = Stream.of(BEFORE_KAFKA, KafkaKeys.ALL, List.<Key<?>>of(baseUrl("<name>")))
            .<Key<?>>flatMap(List::stream)
            .toList();

    private static final Pattern BASE_URL = Pattern.compile("tidegate\\.provider\\.([a-z0-9][a-z0-9-]*)\\.base-url");

    /** Whether people sign in. */
    enum Auth {
        AUTO,
        ON,
        OFF
    }

    private Keys() {}

    /** All of them in the order of the reference; the last one stands for every provider's base URL. */
    public static List<Key<?>> all() {
        return ALL;
    }

    static Key<Optional<URI>> baseUrl(String provider) {
        return Key.of(
                "tidegate.provider." + provider + ".base-url",
                "",
                "where the provider <name> is reached, in place of the URL in its file",
                Kind.optional(Kind.baseUrl()));
    }

    /** The key of that name, or null. */
    static @Nullable Key<?> find(String name) {
        for (Key<?> key : ALL) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        Matcher matcher = BASE_URL.matcher(name);
        return matcher.matches() ? baseUrl(matcher.group(1)) : null;
    }

    /** The provider whose base URL that key sets, or null. */
    static @Nullable String providerOf(String name) {
        Matcher matcher = BASE_URL.matcher(name);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
