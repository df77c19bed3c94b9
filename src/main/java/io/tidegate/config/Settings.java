package io.tidegate.config;

import io.tidegate.config.address.AllowedHost;
import io.tidegate.config.address.Network;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, checked.
 *
 * @param egress whom requests may reach although the address is no public one
 * @param baseUrls where providers are reached instead of the URL in their file, by provider name
 * @param camelProperties what was set under {@code camel.}, for Camel
 * @param routeProperties what routes may name as {@code {{tidegate.…}}}: no secret, nothing of the database
 */
public record Settings(
        Profile profile,
        Directories directories,
        Db db,
        Listeners listeners,
        SignIn signIn,
        MasterKeySource masterKey,
        List<AllowedHost> egress,
        Sync sync,
        Federation federation,
        Mail mail,
        Simulator simulator,
        Log log,
        Server server,
        Api api,
        DeviceSync deviceSync,
        Kafka kafka,
        Map<String, URI> baseUrls,
        Map<String, String> camelProperties,
        Map<String, String> routeProperties) {

    /** Absolute, normalised folders. */
    public record Directories(Path home, Path data, Path routes) {}

    /**
     * The database.
     *
     * @param url null: Tidegate's own PostgreSQL in the data folder
     * @param embeddedPort 0: any free one
     */
    public record Db(@Nullable DatabaseUrl url, int poolSize, int embeddedPort) {}

    /** An address to listen at; port 0 takes any free one. */
    public record Listener(String host, int port) {}

    /** The listener for people and the one for webhooks and devices. */
    public record Listeners(Listener http, Listener pub) {}

    /**
     * How people are let in.
     *
     * @param required whether they sign in; else whoever reaches this machine's loopback may all
     * @param publicUrl under which they find it, in small letters; null: under the listener's own address
     * @param trustedProxies who may say for whom they ask
     */
    public record SignIn(boolean required, @Nullable URI publicUrl, List<Network> trustedProxies) {
        public SignIn {
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    /** Where the master key comes from; with neither, {@code master.key} in the data folder (development only). */
    public record MasterKeySource(
            @Nullable Secret key, @Nullable Path file) {}

    /**
     * How syncs run.
     *
     * @param node this process among those over one database
     * @param workers syncs side by side
     * @param laneSpacing pause between two docks of a lane
     * @param lease a job whose worker was silent that long is claimed again
     * @param reservePercent share of each limit left to the account's owner
     */
    public record Sync(
            String node,
            int workers,
            boolean sequential,
            Duration laneSpacing,
            Duration lease,
            int reservePercent,
            boolean rateLimitLogs) {}

    /**
     * Records that are edited on both sides.
     *
     * @param historyKept for how long it is known who changed what
     */
    public record Federation(Duration historyKept) {}

    /**
     * The mail server that alerts are sent by.
     *
     * @param host null: none
     * @param user null: it wants none
     * @param from whom letters say they are from
     */
    public record Mail(
            @Nullable String host,
            int port,
            @Nullable String user,
            @Nullable Secret password,
            String from,
            Tls tls) {
        /** How the way there is kept secret. */
        public enum Tls {
            STARTTLS,
            TLS,
            NONE
        }
    }

    /** How often one caller may ask the API. */
    public record Api(int requestsPerMinute) {}

    /**
     * What devices sync with.
     *
     * @param enabled whether there are endpoints
     * @param corsOrigins whose pages may ask them from a browser, in small letters
     */
    public record DeviceSync(boolean enabled, List<URI> corsOrigins) {
        public DeviceSync {
            corsOrigins = List.copyOf(corsOrigins);
        }
    }

    /**
     * The server that commands ask.
     *
     * @param url null: the database of this machine is asked
     */
    public record Server(@Nullable URI url, @Nullable Secret token) {
        /** The token as it is sent; null for none. */
        public @Nullable String revealedToken() {
            return token == null ? null : token.reveal();
        }
    }

    /**
     * How much is logged, and how it looks.
     *
     * @param json a line of JSON each; else text
     */
    public record Log(LogLevel level, boolean json) {
        /** How a line of the log looks. */
        public enum Format {
            /** As the profile wants it: JSON in production, else text. */
            AUTO,
            TEXT,
            JSON
        }
    }

    /**
     * What goes over Kafka.
     *
     * @param brokers host:port, with commas in between; empty: nothing does
     * @param topicPrefix what the names of all topics and groups begin with
     * @param jobs whether jobs are announced to workers
     * @param changes whether changes of records are streamed
     */
    public record Kafka(String brokers, String topicPrefix, boolean jobs, boolean changes, Access access) {
        /** Whether anything does. */
        public boolean isOn() {
            return !brokers.isEmpty() && (jobs || changes);
        }

        /**
         * How the brokers let us in.
         *
         * @param user null: they ask for none
         * @param caFile certificates, as PEM, that theirs are signed by; null: those that Java trusts
         * @param keyFile our key and its certificates, as PEM; null: they ask for none
         */
        public record Access(
                Security security,
                @Nullable String user,
                @Nullable Secret password,
                @Nullable Path caFile,
                @Nullable Path keyFile) {}

        /** How the way there is kept secret, and who signs in. */
        public enum Security {
            NONE,
            TLS,
            SASL_PLAIN,
            SASL_SCRAM_SHA_256,
            SASL_SCRAM_SHA_512,
            /** Without TLS, for a network that nobody else is in. */
            SASL_SCRAM_SHA_512_CLEARTEXT;

            /** Whether a user and a password are shown. */
            public boolean signsIn() {
                return name().startsWith("SASL");
            }

            /** Whether the way is encrypted. */
            public boolean encrypts() {
                return this != NONE && this != SASL_SCRAM_SHA_512_CLEARTEXT;
            }
        }
    }

    /** The demo's provider. */
    public record Simulator(int port, long seed) {}

    public Settings {
        egress = List.copyOf(egress);
        baseUrls = Map.copyOf(baseUrls);
        camelProperties = Map.copyOf(camelProperties);
        routeProperties = Map.copyOf(routeProperties);
    }

    /**
     * Defaults, then application.properties in {@code home} or its folder conf, then the environment, then flags; later
     * wins. An empty value counts as not set.
     *
     * @param flags {@code --key=value}
     * @throws SettingsException with every problem at once
     */
    public static Settings load(Path home, Map<String, String> environment, List<String> flags) {
        return new SettingsReader(home, environment, flags).read();
    }
}
