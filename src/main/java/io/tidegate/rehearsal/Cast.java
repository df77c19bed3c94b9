package io.tidegate.rehearsal;

import io.tidegate.dock.Dock;
import io.tidegate.egress.Egress;
import io.tidegate.oauth.AccessTokens;
import io.tidegate.oauth.TokenEndpoint;
import io.tidegate.oauth.TokenStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Provider.Access;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.request.Template;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.JobType;
import io.tidegate.queue.RunStats;
import io.tidegate.run.SyncRun;
import io.tidegate.vault.CredentialBook;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Vault;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Whom a rehearsal asks, and as whom.
 *
 * @param dock the one that is asked for; of number 0 where the secrets belong to none
 * @param credentials opened when the rehearsal begins
 * @param egress whom it may ask
 */
public record Cast(Provider provider, Dock dock, CredentialBook credentials, AccessTokens tokens, Egress egress) {
    private static final long NO_DOCK = 0;

    /** A dock that there is, with its own secrets. An access token that is got for it is kept, as the flow would. */
    public static Cast ofDock(
            Provider provider, Dock dock, Vault vault, TokenStore tokens, Egress egress, InstantSource clock) {
        return new Cast(
                provider,
                dock,
                new CredentialBook(vault),
                new AccessTokens(tokens, new TokenEndpoint(egress, clock), vault, clock),
                egress);
    }

    /** Secrets that belong to no dock; they are sealed under a key that nobody else has. */
    public static Cast ofSecrets(
            Provider provider,
            Map<String, String> parameters,
            Credentials secrets,
            Egress egress,
            InstantSource clock) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Vault vault = new Vault(new MasterKey(key));
        String sealed = secrets.secrets().isEmpty()
                ? null
                : vault.seal(secrets.text(), new Owner(1, NO_DOCK)).toJson();
        return new Cast(
                provider,
                imagined(provider, parameters, sealed, clock.instant()),
                new CredentialBook(vault),
                AccessTokens.unkept(new TokenEndpoint(egress, clock), vault, clock),
                egress);
    }

    private static Dock imagined(
            Provider provider, Map<String, String> parameters, @Nullable String sealed, Instant now) {
        return new Dock(
                new Dock.Owner(1, NO_DOCK),
                "none",
                provider.name(),
                Map.copyOf(parameters),
                null,
                new Dock.Access(sealed, "", ""),
                new Dock.Schedule(false, Duration.ofMinutes(1), null, now),
                new Dock.Condition("pending", null, null, 0, null, null, null, null));
    }

    /**
     * The provider at another base URL.
     *
     * @throws IllegalArgumentException when the text is no URL that can be asked
     */
    public static Provider at(Provider provider, String url) {
        Access access = provider.access();
        Access elsewhere = new Access(
                access.title(),
                Template.of(url.endsWith("/") ? url.substring(0, url.length() - 1) : url),
                access.authentication(),
                access.headers());
        elsewhere.baseUrl(Map.of());
        return with(provider, elsewhere);
    }

    private static Provider with(Provider provider, Access access) {
        return new Provider(
                provider.name(),
                provider.kind(),
                access,
                provider.rateLimit(),
                provider.answers(),
                provider.recommendedInterval(),
                provider.parameters(),
                provider.types(),
                provider.webhook(),
                provider.twoWays());
    }

    /** The provider without authentication, for those who have no secrets. */
    public static Provider open(Provider provider) {
        Access access = provider.access();
        return with(provider, new Access(access.title(), access.base(), new Authentication.None(), access.headers()));
    }

    /** Nobody is asked: what a page is read with. */
    public static Cast ofNobody(Provider provider, Map<String, String> parameters, InstantSource clock) {
        Provider open = open(provider);
        try {
            open.access().baseUrl(parameters);
        } catch (IllegalArgumentException e) {
            open = at(open, "https://unasked.invalid");
        }
        return ofSecrets(open, parameters, Credentials.NONE, Egress.ofPublic(), clock);
    }

    /** Whether two URLs have one scheme, host and port. */
    public static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getRawAuthority().equalsIgnoreCase(other.getRawAuthority());
    }

    /** A run as the flow has it, of which no table knows. */
    SyncRun run(Instant now) {
        Claimed job = new Claimed(0, dock.id(), 0, JobType.SCHEDULED, 0, null, new Claimed.Run(0, now, RunStats.NONE));
        return new SyncRun(job, dock, provider, new AtomicBoolean());
    }
}
