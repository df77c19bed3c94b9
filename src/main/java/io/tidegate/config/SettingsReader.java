package io.tidegate.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns what was set into {@link Settings}, and collects every problem on the way. */
final class SettingsReader {

    private final Path home;
    private final Sources sources;
    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> routeProperties = new LinkedHashMap<>();

    SettingsReader(Path home, Map<String, String> environment, List<String> flags) {
        this.home = home.toAbsolutePath().normalize();
        this.environment = environment;
        this.sources = Sources.read(home, environment, flags);
        problems.addAll(sources.problems());
    }

    Settings read() {
        Settings settings = new Settings(
                get(Keys.PROFILE),
                directories(),
                db(),
                listeners(),
                signIn(),
                masterKey(),
                get(Keys.EGRESS_ALLOW),
                sync(),
                new Settings.Federation(Duration.ofDays(get(Keys.HISTORY_DAYS))),
                mail(),
                new Settings.Simulator(get(Keys.SIMULATOR_PORT), get(Keys.SIMULATOR_SEED)),
                log(),
                new Settings.Server(
                        get(Keys.SERVER_URL).orElse(null),
                        get(Keys.SERVER_TOKEN).orElse(null)),
                new Settings.Api(get(Keys.API_REQUESTS)),
                new Settings.DeviceSync(get(Keys.DEVICE_SYNC), get(Keys.CORS_ORIGINS)),
                kafka(),
                baseUrls(),
                camelProperties(),
                routeProperties);
        checkProduction(settings);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return settings;
    }

    private Settings.Directories directories() {
        Path data = folder(Keys.DATA_DIR);
        Path routes = folder(Keys.ROUTES_DIR);
        if (sources.get(Keys.ROUTES_DIR.name()) != null && !Files.isDirectory(routes)) {
            problem(Keys.ROUTES_DIR, "is no folder", "name the folder that holds the routes");
        }
        return new Settings.Directories(home, data, routes);
    }

    private Path folder(Key<String> key) {
        Path folder = home.resolve(get(key)).normalize();
        routeProperties.put(key.name(), folder.toString());
        return folder;
    }

    private Settings.Db db() {
        Optional<DatabaseUrl> url = get(Keys.DB_URL);
        Optional<String> user = get(Keys.DB_USER);
        Optional<Secret> password = get(Keys.DB_PASSWORD);
        for (Key<?> key : List.of(Keys.DB_USER, Keys.DB_PASSWORD)) {
            if (sources.get(Keys.DB_URL.name()) == null && sources.get(key.name()) != null) {
                problem(key, "belongs to an external database", "set tidegate.db.url too");
            }
        }
        return new Settings.Db(
                url.map(each -> each.as(user.orElse(null), password.orElse(null)))
                        .orElse(null),
                get(Keys.DB_POOL_SIZE),
                get(Keys.DB_EMBEDDED_PORT));
    }

    private Settings.Listeners listeners() {
        Settings.Listener http = new Settings.Listener(get(Keys.HTTP_HOST), get(Keys.HTTP_PORT));
        Settings.Listener pub = new Settings.Listener(get(Keys.PUBLIC_HOST), get(Keys.PUBLIC_PORT));
        if (http.port() != 0 && http.port() == pub.port()) {
            problem(Keys.PUBLIC_PORT, "is tidegate.http.port too", "choose two ports");
        }
        return new Settings.Listeners(http, pub);
    }

    private Settings.SignIn signIn() {
        Keys.Auth auth = get(Keys.AUTH);
        boolean production = get(Keys.PROFILE) == Profile.PROD;
        boolean reachable = !loopback(get(Keys.HTTP_HOST));
        if (auth == Keys.Auth.OFF && (production || reachable)) {
            problem(
                    Keys.AUTH,
                    production
                            ? "lets everybody in, which tidegate.profile=prod does not"
                            : "lets everybody in who reaches tidegate.http.host, which is no loopback address",
                    "take it away, or keep to development on 127.0.0.1");
        }
        return new Settings.SignIn(
                auth == Keys.Auth.ON || production || reachable,
                get(Keys.PUBLIC_URL).orElse(null),
                get(Keys.TRUSTED_PROXIES));
    }

    private static boolean loopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    private Settings.MasterKeySource masterKey() {
        Optional<Secret> key = get(Keys.MASTER_KEY);
        Optional<String> file = get(Keys.MASTER_KEY_FILE);
        if (key.isPresent() && file.isPresent()) {
            problem(Keys.MASTER_KEY_FILE, "is set beside tidegate.master-key", "set one of them");
        }
        return new Settings.MasterKeySource(
                key.orElse(null), file.map(home::resolve).map(Path::normalize).orElse(null));
    }

    private Settings.Sync sync() {
        String node = get(Keys.NODE).orElseGet(() -> NodeName.of(environment));
        routeProperties.put(Keys.NODE.name(), node);
        return new Settings.Sync(
                node,
                get(Keys.WORKERS),
                get(Keys.SEQUENTIAL),
                get(Keys.LANE_SPACING),
                get(Keys.LEASE),
                get(Keys.RESERVE_PERCENT),
                get(Keys.RATE_LIMIT_LOGS));
    }

    private Settings.Log log() {
        Settings.Log.Format format = get(Keys.LOG_FORMAT);
        return new Settings.Log(
                get(Keys.LOG_LEVEL),
                format == Settings.Log.Format.JSON
                        || (format == Settings.Log.Format.AUTO && get(Keys.PROFILE) == Profile.PROD));
    }

    private Settings.Mail mail() {
        return new Settings.Mail(
                get(Keys.MAIL_HOST).orElse(null),
                get(Keys.MAIL_PORT),
                get(Keys.MAIL_USER).orElse(null),
                get(Keys.MAIL_PASSWORD).orElse(null),
                get(Keys.MAIL_FROM),
                get(Keys.MAIL_TLS));
    }

    private Settings.Kafka kafka() {
        Settings.Kafka kafka = new Settings.Kafka(
                get(KafkaKeys.BROKERS),
                get(KafkaKeys.TOPIC_PREFIX),
                get(KafkaKeys.JOBS),
                get(KafkaKeys.CHANGES),
                new Settings.Kafka.Access(
                        get(KafkaKeys.SECURITY),
                        get(KafkaKeys.USER).orElse(null),
                        get(KafkaKeys.PASSWORD).orElse(null),
                        file(KafkaKeys.CA_FILE),
                        file(KafkaKeys.KEY_FILE)));
        for (Key<Boolean> key : List.of(KafkaKeys.JOBS, KafkaKeys.CHANGES)) {
            if (get(key) && sources.get(KafkaKeys.BROKERS.name()) == null) {
                problem(key, "needs brokers", "set tidegate.kafka.brokers too");
            }
        }
        Settings.Kafka.Access access = kafka.access();
        if (access.security().signsIn() && (access.user() == null || access.password() == null)) {
            problem(
                    KafkaKeys.SECURITY,
                    "signs in",
                    "set tidegate.kafka.user and tidegate.kafka.password, or a security without sasl");
        } else if (!access.security().signsIn() && access.user() != null) {
            problem(KafkaKeys.USER, "belongs to a security with sasl", "set tidegate.kafka.security too");
        }
        for (Key<Optional<String>> key : List.of(KafkaKeys.CA_FILE, KafkaKeys.KEY_FILE)) {
            if (get(key).isPresent() && !access.security().encrypts()) {
                problem(key, "belongs to a security with tls", "set tidegate.kafka.security too");
            }
        }
        return kafka;
    }

    private @Nullable Path file(Key<Optional<String>> key) {
        Path file = get(key).map(home::resolve).map(Path::normalize).orElse(null);
        if (file != null && !Files.isReadable(file)) {
            problem(key, "cannot be read", "allowed: " + key.allowed());
        }
        return file;
    }

    private Map<String, URI> baseUrls() {
        Map<String, URI> urls = new TreeMap<>();
        for (String name : sources.keys()) {
            String provider = Keys.providerOf(name);
            if (provider != null) {
                get(Keys.baseUrl(provider)).ifPresent(url -> {
                    urls.put(provider, url);
                    routeProperties.put(name, url.toString());
                });
            }
        }
        return urls;
    }

    private Map<String, String> camelProperties() {
        Map<String, String> properties = new TreeMap<>();
        for (String name : sources.keys()) {
            Sources.Found found = sources.get(name);
            if (name.startsWith("camel.") && found != null) {
                properties.put(name, found.value());
            }
        }
        return properties;
    }

    private void checkProduction(Settings settings) {
        if (settings.profile() != Profile.PROD) {
            return;
        }
        if (sources.get(Keys.DB_URL.name()) == null) {
            problem(Keys.DB_URL, "is missing, which tidegate.profile=prod needs", "allowed: " + Keys.DB_URL.allowed());
        }
        if (sources.get(Keys.MASTER_KEY.name()) == null && sources.get(Keys.MASTER_KEY_FILE.name()) == null) {
            problem(
                    Keys.MASTER_KEY,
                    "is missing, which tidegate.profile=prod needs",
                    "allowed: " + Keys.MASTER_KEY.allowed() + ", or a file with it as tidegate.master-key-file");
        }
    }

    private <T> T get(Key<T> key) {
        Sources.Found found = sources.get(key.name());
        String text = found == null ? key.fallback() : found.value();
        try {
            T value = key.read(text);
            boolean forRoutes = !key.secret() && !text.isEmpty() && !key.name().matches("tidegate\\.(db|master-key).*");
            if (forRoutes) {
                routeProperties.putIfAbsent(key.name(), text);
            }
            return value;
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()), "allowed: " + key.allowed());
            return key.read(key.fallback());
        }
    }

    private void problem(Key<?> key, String reason, String advice) {
        Sources.Found found = sources.get(key.name());
        if (found == null) {
            problems.add(new Problem("default", key.name(), reason, advice));
        } else {
            String name = key.secret() ? key.name() : key.name() + "=" + printable(found.value());
            problems.add(new Problem(found.source(), name, reason, advice));
        }
    }

    /** One line, of bearable length, without the password that a URL may hold. */
    private static String printable(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?").replaceAll("//[^/]*@", "//***@");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
