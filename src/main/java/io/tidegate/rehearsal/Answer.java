package io.tidegate.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidegate.budget.Observation;
import io.tidegate.budget.RateLimitHeaders;
import io.tidegate.provider.Answers.Meaning;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.failure.LimitedException;
import io.tidegate.provider.failure.ProviderException;
import io.tidegate.provider.failure.UnauthorizedException;
import io.tidegate.rehearsal.Conversation.Heard;
import io.tidegate.rehearsal.TypeReport.Answered;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import io.tidegate.sync.HeaderCapture;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What an answer means, by the declaration. */
final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Heard heard;
    private final Provider provider;
    private final Instant now;
    private final RateLimitHeaders reader;
    private final @Nullable Observation seen;
    private final JsonNode body;

    Answer(Heard heard, Provider provider, Instant now) {
        this.heard = heard;
        this.provider = provider;
        this.now = now;
        reader = new RateLimitHeaders(provider.rateLimit().reset());
        seen = reader.read(provider.rateLimit().names().standard(heard.headers()), now);
        body = tree(heard.body());
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    Meaning meaning(ResourceType type) {
        return provider.answers().meaning(HeaderCapture.answer(heard.status(), seen, body), type.policy());
    }

    /** Whether another access token may be worth a try. */
    boolean refusesToken(ResourceType type) {
        Meaning meaning = meaning(type);
        return meaning == Meaning.REFRESHED || meaning == Meaning.UNAUTHORIZED;
    }

    /** @throws ProviderException when it is no page of the list */
    void check(SyncRun run, Listing listing, UnaryOperator<String> hide) {
        String title = provider.access().title();
        int status = heard.status();
        String words = hide.apply(HeaderCapture.words(provider.answers(), body));
        Meaning meaning = meaning(listing.type());
        switch (meaning) {
            case SUCCESS -> {}
            case EMPTY -> listing.answeredEmpty();
            case LIMITED -> {
                Instant said = HeaderCapture.told(provider.answers(), body, seen, reader, now)
                        .retryAt();
                Instant until = said == null ? now.plus(provider.rateLimit().unsaid()) : said;
                throw new LimitedException(
                        status,
                        until,
                        title + " answered " + status + words + "; a sync would wait until " + until,
                        true);
            }
            case UNAUTHORIZED, REFRESHED -> {
                if (run.dock().id() == 0) {
                    throw new UnauthorizedException(
                            status, title + " refuses the credentials (" + status + words + ")");
                }
                throw HeaderCapture.meaning(run, listing, Meaning.UNAUTHORIZED, new HeaderCapture.Said(status, words));
            }
            default -> throw HeaderCapture.meaning(run, listing, meaning, new HeaderCapture.Said(status, words));
        }
    }

    Answered reported(UnaryOperator<String> hide) {
        Map<String, String> headers = new TreeMap<>();
        Map<String, String> limits = new TreeMap<>();
        if (seen != null) {
            seen.headers().forEach((name, value) -> headers.put(name, hide.apply(value)));
            put(limits, "limit", seen.quota());
            put(limits, "remaining", seen.remaining());
            put(limits, "resets at", seen.resetAt());
            put(limits, "retry at", seen.retryAt());
        }
        return new Answered(heard.status(), heard.millis(), heard.body().length, headers, limits);
    }

    private static void put(Map<String, String> limits, String name, @Nullable Object value) {
        if (value != null) {
            limits.put(name, value.toString());
        }
    }
}
