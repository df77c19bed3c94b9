package io.tidegate.oauth;

import io.tidegate.oauth.TokenStore.Stored;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.OAuthGrant;
import io.tidegate.provider.failure.ProviderException;
import io.tidegate.provider.failure.TransientException;
import io.tidegate.provider.failure.UnauthorizedException;
import io.tidegate.vault.AccessToken;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.OpenCredentials;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access tokens of docks whose provider wants OAuth2.
 *
 * <p>Where refresh tokens are of single use, the answer to a request for tokens is the only place in the world that holds
 * the next one. It is committed before its access token is used anywhere. If the commit fails, this process still has it
 * and commits it next time. If the process dies between answer and commit, the token is lost: the next request goes out
 * with the old one, which is what a provider's grace is for (Todoist: 60 s); else the provider refuses it, and the dock
 * stops and asks for a new one. Writing it anywhere else first would only move that moment.
 */
public final class AccessTokens {
    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final Duration AHEAD = Duration.ofSeconds(30);
    private static final String ACCESS_TOKEN = "accessToken";
    /** What the access token was asked for with, beside what the refresh token depends on. */
    private static final String ASKED = "asked";

    private final TokenRows store;
    private final TokenEndpoint endpoint;
    private final Vault vault;
    private final InstantSource clock;
    /** Within a process one thread at a time: the others need not hold a connection each while they wait. */
    private final Map<Long, ReentrantLock> locks = new ConcurrentHashMap<>();

    private final Map<Long, Uncommitted> uncommitted = new ConcurrentHashMap<>();
    private final Map<OpenCredentials, UnauthorizedException> refusals =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** An answer whose commit failed, and what had been stored before it. */
    private record Uncommitted(Stored before, Stored answer) {}

    public AccessTokens(TokenStore store, TokenEndpoint endpoint, Vault vault, InstantSource clock) {
        this((TokenRows) store, endpoint, vault, clock);
    }

    private AccessTokens(TokenRows store, TokenEndpoint endpoint, Vault vault, InstantSource clock) {
        this.store = store;
        this.endpoint = endpoint;
        this.vault = vault;
        this.clock = clock;
    }

    /** Access tokens that nobody keeps, for secrets that belong to no dock. */
    public static AccessTokens unkept(TokenEndpoint endpoint, Vault vault, InstantSource clock) {
        return new AccessTokens(new UnkeptTokens(), endpoint, vault, clock);
    }

    /**
     * The access token to send now: the one in use, else the one another worker has got, else a new one. Null where the
     * authentication is another one.
     *
     * @throws ProviderException when there is none to be had
     */
    public @Nullable AccessToken current(OpenCredentials open) {
        if (!(open.authentication() instanceof Authentication.OAuth oauth)) {
            return null;
        }
        Instant now = clock.instant();
        AccessToken token = open.token();
        if (token == null || !isGood(token, open, now)) {
            Request request = new Request(open, oauth.grant());
            Stored stored = store.find(open.owner().dockId());
            token = stored == null ? null : request.usable(stored, now);
            token = token == null ? renewed(request, now) : token;
            open.use(token);
        }
        return token;
    }

    private static boolean isGood(AccessToken token, OpenCredentials open, Instant now) {
        return token.isGood(now) && !token.mark().equals(open.refused());
    }

    private AccessToken renewed(Request request, Instant now) {
        long dock = request.open.owner().dockId();
        ReentrantLock lock = locks.computeIfAbsent(dock, each -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException("UNKNOWN_ERROR", 0, "interrupted while another thread asked for the token");
        }
        try {
            UnauthorizedException refused = refusals.get(request.open);
            if (refused != null) {
                throw new UnauthorizedException(refused.status(), String.valueOf(refused.getMessage()));
            }
            Stored stored = store.renew(dock, now, before -> renewed(request, before, dock, now));
            uncommitted.remove(dock);
            return Objects.requireNonNull(request.usable(stored, now), "a token that was just got is of no use");
        } catch (UnauthorizedException e) {
            refusals.put(request.open, e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock of the row. */
    private Stored renewed(Request request, Stored before, long dock, Instant now) {
        Uncommitted kept = uncommitted.get(dock);
        Stored known = kept != null && Objects.equals(kept.before().sealed(), before.sealed())
                ? request.kept(kept.answer())
                : before;
        if (request.usable(known, now) != null) {
            return known;
        }
        Stored answer = request.ask(known, now);
        uncommitted.put(dock, new Uncommitted(before, answer));
        return answer;
    }

    /** What one claim wants of its provider's token URL. */
    private final class Request {
        private final OpenCredentials open;
        private final OAuthGrant grant;
        private final String tokenOf;
        private final String asked;

        Request(OpenCredentials open, OAuthGrant grant) {
            this.open = open;
            this.grant = grant;
            Credentials credentials = open.credentials();
            String lasting = grant.kind() == OAuthGrant.Kind.REFRESH_TOKEN
                    ? Authentication.REFRESH_TOKEN
                    : Authentication.CLIENT_SECRET;
            tokenOf = mark(grant.kind().word(), credentials.find(Authentication.CLIENT_ID), credentials.find(lasting));
            asked = mark(grant.tokenUrl(open.baseUrl()).toString(), new java.util.TreeMap<>(grant.form()).toString());
        }

        private String mark(@Nullable String... parts) {
            return vault.mark(Stream.of(parts).map(String::valueOf).collect(Collectors.joining("\n")));
        }

        /** An answer that was not committed yet, sealed with the master key that may be committed now. */
        Stored kept(Stored answer) {
            String sealed = Objects.requireNonNull(answer.sealed());
            return new Stored(
                    vault.sealedNow(Sealed.fromJson(sealed), open.owner()).toJson(),
                    answer.tokenOf(),
                    answer.expiresAt(),
                    answer.updatedAt());
        }

        /** The access token that is stored, if it can still be sent; else null. */
        @Nullable AccessToken usable(Stored stored, Instant now) {
            String value =
                    asked.equals(opened(stored).find(ASKED)) ? opened(stored).find(ACCESS_TOKEN) : null;
            if (value == null) {
                return null;
            }
            AccessToken token = new AccessToken(value, vault.mark(value), renewAt(stored));
            return isGood(token, open, now) ? token : null;
        }

        /** Half a minute before it expires; of one that lives shorter than a minute, in the middle of its life. */
        private static @Nullable Instant renewAt(Stored stored) {
            Instant expires = stored.expiresAt();
            if (expires == null) {
                return null;
            }
            Duration half = Duration.between(stored.updatedAt(), expires).dividedBy(2);
            return expires.minus(half.compareTo(AHEAD) < 0 ? half : AHEAD);
        }

        /** Tokens that were got with other secrets are of no use. */
        private Credentials opened(Stored stored) {
            String sealed = stored.sealed();
            return sealed == null || !tokenOf.equals(stored.tokenOf())
                    ? Credentials.NONE
                    : Credentials.ofText(vault.open(Sealed.fromJson(sealed), open.owner()));
        }

        Stored ask(Stored known, Instant now) {
            String rotated = opened(known).find(Authentication.REFRESH_TOKEN);
            Credentials credentials = rotated == null
                    ? open.credentials()
                    : open.credentials().with(Map.of(Authentication.REFRESH_TOKEN, rotated));
            long dock = open.owner().dockId();
            TokenAnswer answer = endpoint.ask(grant, grant.tokenUrl(open.baseUrl()), credentials, dock);
            if (grant.singleUse() && answer.refreshToken() == null) {
                LOG.warn(
                        "dock {} got no new refresh token, though the one it has is declared to be of single use",
                        dock);
            }
            Map<String, String> tokens = new HashMap<>(Map.of(ACCESS_TOKEN, answer.accessToken(), ASKED, asked));
            String newest = answer.refreshToken() == null ? rotated : answer.refreshToken();
            if (newest != null && grant.kind() == OAuthGrant.Kind.REFRESH_TOKEN) {
                tokens.put(Authentication.REFRESH_TOKEN, newest);
            }
            LOG.info("dock {} has a new access token", dock);
            Long seconds = answer.seconds();
            return new Stored(
                    vault.seal(new Credentials(tokens).text(), open.owner()).toJson(),
                    tokenOf,
                    seconds == null ? null : now.plusSeconds(seconds),
                    now);
        }
    }
}
