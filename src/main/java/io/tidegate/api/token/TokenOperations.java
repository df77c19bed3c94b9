package io.tidegate.api.token;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.account.ApiToken;
import io.tidegate.account.ApiTokens;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.page.Page;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tokens for programs. */
public final class TokenOperations {
    private final ApiTokens tokens;

    public TokenOperations(ApiTokens tokens) {
        this.tokens = tokens;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.open("/me", "me")
                        .answers(Me.class)
                        .by("Who you are, and what you may do", TokenOperations::me),
                Operation.get("/tokens", Permission.TOKENS_READ, "token.list")
                        .pages(TokenView.class)
                        .by("Your tokens; everyone's for who may change members", this::list),
                Operation.create("/tokens", Permission.TOKENS_WRITE, "token.create")
                        .body(NewToken.class)
                        .answers(MadeToken.class)
                        .by("Make a token; it is shown once", this::create),
                Operation.delete("/tokens/{token}", Permission.TOKENS_WRITE, "token.revoke")
                        .by("Revoke a token, at once", this::revoke),
                Operation.get("/instance/tokens", Permission.INSTANCE_READ, "instance.token.list")
                        .pages(TokenView.class)
                        .by("Tokens of operators", this::listOfInstance),
                Operation.create("/instance/tokens", Permission.INSTANCE_WRITE, "instance.token.create")
                        .body(NewToken.class)
                        .answers(MadeToken.class)
                        .by("Make a token for the whole instance; it is shown once", this::createOfInstance),
                Operation.delete("/instance/tokens/{token}", Permission.INSTANCE_WRITE, "instance.token.revoke")
                        .by("Revoke a token of an operator, at once", this::revokeOfInstance));
    }

    private static ApiResponse me(Call call) {
        Actor actor = call.actor();
        if (actor.permissions().isEmpty() && actor.person() == null) {
            throw new Problem(Problem.Kind.NOT_SIGNED_IN, "Nobody is known by what you came with.");
        }
        Role role = actor.role();
        return ApiResponse.ok(new Me(
                actor.name(),
                actor.organization(),
                role == null ? null : role.word(),
                actor.permissions().stream().map(Permission::word).sorted().toList()));
    }

    private ApiResponse list(Call call) {
        return call.pages((stores, after, limit) -> views(tokens.list(stores.deed(), after, limit)));
    }

    private ApiResponse listOfInstance(Call call) {
        return call.pagesOfInstance((after, limit) -> views(tokens.listOfInstance(after, limit)));
    }

    private static Page<TokenView> views(Page<ApiToken> page) {
        return new Page<>(page.items().stream().map(TokenView::of).toList(), page.next());
    }

    private ApiResponse create(Call call) {
        NewToken wanted = call.body(NewToken.class);
        ApiToken.Wanted token = wanted(wanted);
        Long member = wanted.member();
        return call.act(null, stores -> {
            ApiToken.Made made = member == null
                    ? tokens.create(stores.deed(), token)
                    : tokens.createFor(stores.deed(), member, token);
            return made("/tokens/", made, token);
        });
    }

    private ApiResponse createOfInstance(Call call) {
        NewToken wanted = call.body(NewToken.class);
        ApiToken.Wanted token = wanted(wanted);
        return call.actOnInstance(done -> {
            ApiToken.Made made = tokens.createOfInstance(call.actor(), wanted.member(), token);
            done.target("instance/tokens/" + made.id());
            return made("/instance/tokens/", made, token);
        });
    }

    private static ApiResponse made(String path, ApiToken.Made made, ApiToken.Wanted token) {
        return ApiResponse.created(
                path + made.id(),
                new MadeToken(made.id(), token.name(), made.secret().reveal()));
    }

    private ApiResponse revoke(Call call) {
        long id = call.id("token");
        return call.act("tokens/" + id, stores -> {
            tokens.revoke(stores.deed(), id);
            return ApiResponse.none();
        });
    }

    private ApiResponse revokeOfInstance(Call call) {
        long id = call.id("token");
        return call.actOnInstance(done -> {
            done.target("instance/tokens/" + id);
            tokens.revokeOfInstance(id);
            return ApiResponse.none();
        });
    }

    private static ApiToken.Wanted wanted(NewToken token) {
        if (token.name() == null) {
            throw Problem.invalid("/name", "is missing");
        }
        return new ApiToken.Wanted(token.name(), scopes(token.scopes()), token.expiresAt());
    }

    private static @Nullable Set<Permission> scopes(@Nullable List<String> words) {
        if (words == null) {
            return null;
        } else if (words.isEmpty()) {
            throw Problem.invalid("/scopes", "are none, which lets it do nothing; leave them out for all you may do");
        }
        Set<Permission> scopes = EnumSet.noneOf(Permission.class);
        words.forEach(word -> scopes.add(Permission.find(word == null ? "" : word)
                .orElseThrow(() -> Problem.invalid(
                        "/scopes",
                        "there are "
                                + Arrays.stream(Permission.values())
                                        .map(Permission::word)
                                        .collect(Collectors.joining(", "))))));
        return scopes;
    }
}
