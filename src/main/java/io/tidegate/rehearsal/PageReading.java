package io.tidegate.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.json.JsonText;
import io.tidegate.provider.Paging;
import io.tidegate.provider.ResourceType;
import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.record.PageReader;
import io.tidegate.record.ProviderRecord;
import io.tidegate.record.RecordReader;
import io.tidegate.rehearsal.TypeReport.Shown;
import io.tidegate.run.Listing;
import io.tidegate.sync.ChangeDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads pages as the flow does. */
final class PageReading {
    /** Of an answer that means an empty list. */
    static final Read NOTHING = new Read(new TypeReport.Page(0, List.of(), null, null), null);

    private final JsonText text = new JsonText(new ObjectMapper());
    private final UnaryOperator<String> hide;

    /** @param hide takes out of a text what must not be shown */
    PageReading(UnaryOperator<String> hide) {
        this.hide = hide;
    }

    /**
     * A page as it is read.
     *
     * @param first the first record that would be stored; null when none would
     */
    record Read(TypeReport.Page page, @Nullable ProviderRecord first) {}

    /**
     * Reads a page of a listing.
     *
     * @param url of the request
     * @param header the answer's headers by name
     * @throws InvalidResponseException when the body is no page of this list
     */
    Read read(Listing listing, byte[] body, String url, UnaryOperator<@Nullable String> header) {
        ResourceType type = listing.type();
        try {
            JsonNode tree = type.list().format().tree(body, text);
            PageReader.Page page = ChangeDetector.records(tree, type);
            Paging.Page answered = new Paging.Page(
                    listing.cursor(),
                    tree,
                    header,
                    page.listed(),
                    type.list().pageSize(),
                    page.last(),
                    listing.listed());
            String next = ChangeDetector.followable(type.paging(), type.paging().next(answered), url);
            listing.told(tree);
            List<Shown> shown = new ArrayList<>();
            ProviderRecord first = null;
            for (ProviderRecord one : page.records().values()) {
                if (listing.counts(one) || one.deletion()) {
                    first = first == null && !one.deletion() ? one : first;
                    shown.add(shown(type.reader(), one));
                }
            }
            return new Read(
                    new TypeReport.Page(
                            page.listed(), shown, Texts.hidden(next, hide), Texts.hidden(listing.nextSince(), hide)),
                    first);
        } catch (IllegalArgumentException e) {
            String content = header.apply("Content-Type");
            throw new InvalidResponseException(
                    200, e.getMessage() + (content == null ? "" : " (content type " + content + ")"));
        }
    }

    /** What is personal is masked before the columns are read, which may hold it too. */
    private Shown shown(RecordReader reader, ProviderRecord one) {
        JsonNode masked = Texts.hidden(one.data(), hide);
        reader.hidePersonal(masked);
        ProviderRecord safe = reader.again(masked);
        return new Shown(
                safe.id(),
                safe.name(),
                safe.status(),
                safe.region(),
                one.deletion(),
                safe.attributes(),
                count(masked, RecordReader.REDACTED),
                count(masked, RecordReader.PERSONAL),
                masked);
    }

    private static int count(JsonNode node, String mark) {
        int count = mark.equals(node.textValue()) ? 1 : 0;
        for (JsonNode child : node) {
            count += count(child, mark);
        }
        return count;
    }
}
