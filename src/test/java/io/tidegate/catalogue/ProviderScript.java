package io.tidegate.catalogue;

import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A provider for one test: its lists, each of one record at first, behind its own kind of credential. */
final class ProviderScript {
    private final ProviderFixture provider;
    private final Map<String, ListScript> lists = new LinkedHashMap<>();
    private final List<Asked> strays = new ArrayList<>();
    private String token = "";

    /** @param types those that the dock wants */
    ProviderScript(ProviderFixture provider, List<TypeFixture> types) {
        this.provider = provider;
        for (TypeFixture type : types) {
            lists.put(type.type(), new ListScript(type, type.parent() == null ? null : lists.get(type.parent())));
        }
    }

    ListScript list(String type) {
        return Objects.requireNonNull(lists.get(type), type);
    }

    void token(String only) {
        token = only;
    }

    /** What it was asked that is none of its lists. */
    synchronized List<Asked> strays() {
        return List.copyOf(strays);
    }

    synchronized Answer answer(Asked asked) {
        String[] credential = provider.credential(token);
        if (!credential[1].equals(asked.header(credential[0]))) {
            return provider.answers("refused").get(0).at(asked.at());
        }
        Answer answer = found(asked);
        for (Map.Entry<String, String> header :
                provider.limitHeaders(asked.at()).entrySet()) {
            // refusals say of limits what they spell out themselves
            if (answer.status() < 400 || answer.status() == 404) {
                answer = answer.header(header.getKey(), header.getValue());
            }
        }
        return provider.text().path("etags").asBoolean() ? tagged(asked, answer) : answer;
    }

    private Answer found(Asked asked) {
        if (asked.path().equals(provider.account().path("path").asText())) {
            return new ProviderFixture.Spelt(provider.account()).at(asked.at());
        }
        for (ListScript list : lists.values()) {
            Answer answer = list.answer(asked);
            if (answer != null) {
                return answer;
            }
        }
        strays.add(asked);
        return Answer.json(404, "{\"message\":\"no such list\"}");
    }

    private static Answer tagged(Asked asked, Answer answer) {
        if (answer.status() != 200) {
            return answer;
        }
        String etag = "W/\"" + Integer.toHexString(answer.body().hashCode()) + "\"";
        return etag.equals(asked.header("If-None-Match"))
                ? Answer.status(304).header("ETag", etag)
                : answer.header("ETag", etag);
    }
}
