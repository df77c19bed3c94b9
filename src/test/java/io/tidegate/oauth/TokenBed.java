package io.tidegate.oauth;

import io.tidegate.egress.Egress;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.AuthenticationReader;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.simulator.Asked;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.CredentialBook;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.OpenCredentials;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Vault;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A dock, and a provider whose refresh tokens are of single use: each answer ends the token it was got with. */
final class TokenBed implements AutoCloseable {
    static final long DOCK = 7;
    private static final AtomicInteger CLAIMS = new AtomicInteger();

    final SettableClock clock = new SettableClock();
    final Vault vault = new Vault(new MasterKey(new byte[32]));
    final List<Asked> arrived = new CopyOnWriteArrayList<>();
    private final TestDatabase database;
    private final AnswerServer server = new AnswerServer(0, clock, this::answer);
    private final AtomicInteger given = new AtomicInteger();
    private volatile String good = "refresh-0";
    private volatile Function<Answer, Answer> wire = answer -> answer;

    TokenBed(TestDatabase database) {
        this.database = database;
        database.clear("docks", "lanes");
        database.jdbi().useHandle(handle -> handle.execute("""
                insert into docks (id, org_id, name, provider, interval_seconds, next_sync_at, lane_key, scope_id,
                                   created_at, updated_at)
                overriding system value
                select 7, min(id), 'main', 'acme', 60, now(), 'acme', '', now(), now() from organizations
                """));
    }

    /** Answers of the token URL go through this from now on. */
    void through(Function<Answer, Answer> change) {
        wire = change;
    }

    /** The provider takes this refresh token from now on, and no other. */
    void takes(String refreshToken) {
        good = refreshToken;
    }

    /** The tokens of another process, which shares nothing but the database. */
    AccessTokens process() {
        return new AccessTokens(
                new TokenStore(database.jdbi()),
                new TokenEndpoint(Egress.ofPublic().with(URI.create("http://127.0.0.1")), clock),
                vault,
                clock);
    }

    /** What a worker holds open for a claim. */
    OpenCredentials claim(String refreshToken, Map<String, String> more) {
        Map<String, String> declared = new HashMap<>(Map.of("kind", "refresh-token", "tokenUrl", "/token"));
        declared.put("singleUse", "true");
        declared.putAll(more);
        return claim(declared, Map.of("clientId", "client", "clientSecret", "hush", "refreshToken", refreshToken));
    }

    OpenCredentials claim(Map<String, String> declared, Map<String, String> secrets) {
        URI base = URI.create(server.baseUrl());
        Authentication authentication =
                AuthenticationReader.read(new Declaration("acme", null, Map.of("authentication", declared)), base);
        CredentialBook book = new CredentialBook(vault);
        Owner owner = new Owner(1, DOCK);
        String claim = "claim-" + CLAIMS.incrementAndGet();
        book.open(claim, vault.seal(new Credentials(secrets).text(), owner).toJson(), owner, authentication, base);
        return Objects.requireNonNull(book.find(claim));
    }

    private synchronized Answer answer(Asked asked) {
        arrived.add(asked);
        boolean refresh = asked.body().contains("grant_type=refresh_token");
        if (refresh && !asked.body().contains("refresh_token=" + good + "&")) {
            return wire.apply(Answer.json(400, "{\"error\":\"invalid_grant\"}"));
        }
        int number = given.incrementAndGet();
        good = refresh ? "refresh-" + number : good;
        return wire.apply(Answer.json(
                200,
                "{\"access_token\":\"access-" + number + "\",\"token_type\":\"bearer\",\"expires_in\":3600"
                        + (refresh ? ",\"refresh_token\":\"" + good + "\"}" : "}")));
    }

    @Override
    public void close() {
        server.close();
    }
}
