package io.tidegate.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The form of a body, and how it becomes a document: {@code json}; {@code jsonl}, a document a line, as a list;
 * {@code csv}, with names in the first line, as a list of objects whose values are all text ({@code csv;} and
 * {@code csv|} name another delimiter); {@code xml}, its root element's content, attributes as members. Packed ones say
 * so first: {@code gzip jsonl}, {@code zip csv} (the first file in it).
 *
 * @param packing how it is packed
 * @param kind what it holds
 * @param delimiter between the values of a line of CSV
 */
public record Format(Packing packing, Kind kind, char delimiter) {
    public static final Format JSON = new Format(Packing.NONE, Kind.JSON, ',');

    /** What a body unpacks to is bounded as a body is: a few KB can unpack to gigabytes. */
    private static final int MOST_BYTES = 32 << 20;

    /** How a body is packed. */
    public enum Packing {
        NONE,
        GZIP,
        ZIP
    }

    /** What a body holds. */
    public enum Kind {
        JSON,
        JSONL,
        CSV,
        XML
    }

    /** @throws IllegalArgumentException when the text names no format */
    public static Format of(String text) {
        String[] words = text.strip().split("\\s+");
        String kind = words[words.length - 1];
        Packing packing = words.length == 1 ? Packing.NONE : packing(words, text);
        char delimiter = kind.matches("csv[^a-z]") ? kind.charAt(3) : ',';
        return switch (kind.startsWith("csv") && kind.length() <= 4 ? "csv" : kind) {
            case "json" -> new Format(packing, Kind.JSON, delimiter);
            case "jsonl" -> new Format(packing, Kind.JSONL, delimiter);
            case "csv" -> new Format(packing, Kind.CSV, delimiter);
            case "xml" -> new Format(packing, Kind.XML, delimiter);
            default -> throw wrong();
        };
    }

    private static Packing packing(String[] words, String text) {
        return switch (words.length == 2 ? words[0] : text) {
            case "gzip" -> Packing.GZIP;
            case "zip" -> Packing.ZIP;
            default -> throw wrong();
        };
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException("allowed are json, jsonl, csv (csv; with another delimiter) and xml,"
                + " after gzip or zip where it is packed");
    }

    /** What to ask the provider for. */
    public String mediaType() {
        if (packing != Packing.NONE) {
            return "*/*";
        }
        return switch (kind) {
            case JSON -> "application/json";
            case JSONL -> "application/x-ndjson, application/json;q=0.5";
            case CSV -> "text/csv, text/plain;q=0.5";
            case XML -> "application/xml, text/xml;q=0.9";
        };
    }

    /**
     * A body as a document.
     *
     * @param text reads JSON
     * @throws IllegalArgumentException when it is none of this format
     */
    public JsonNode tree(byte[] body, JsonText text) {
        // without a line there is no document; of any other form something must be there
        if (body.length == 0 && kind != Kind.JSONL) {
            throw new IllegalArgumentException("the body is empty");
        }
        byte[] plain = unpacked(body);
        if (kind == Kind.JSON) {
            return text.tree(plain);
        }
        JsonNode tree;
        try {
            tree = switch (kind) {
                case JSONL -> list(text.values(plain));
                case CSV -> csv(plain, text);
                default ->
                    new XmlMapper(XmlFactory.builder()
                                    .streamReadConstraints(text.bounds())
                                    .build())
                            .readTree(plain);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the body is no " + kind + ", from line "
                            + (e.getLocation() == null ? "1" : e.getLocation().getLineNr()) + " on",
                    e);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("the body is no " + kind, e);
        }
        JsonText.cleaned(tree);
        return tree;
    }

    private ArrayNode csv(byte[] plain, JsonText text) throws IOException {
        CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(delimiter);
        MappingIterator<Map<String, String>> lines = new CsvMapper(CsvFactory.builder()
                        .streamReadConstraints(text.bounds())
                        .build())
                .readerFor(Map.class)
                .with(schema)
                .with(CsvParser.Feature.SKIP_EMPTY_LINES)
                .with(CsvParser.Feature.TRIM_SPACES)
                .readValues(withoutMark(plain));
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        while (lines.hasNextValue()) {
            all.add(text.mapper().<JsonNode>valueToTree(lines.nextValue()));
        }
        return all;
    }

    /** Spreadsheets put a byte order mark before the first name. */
    private static InputStream withoutMark(byte[] plain) {
        boolean marked =
                plain.length > 2 && plain[0] == (byte) 0xEF && plain[1] == (byte) 0xBB && plain[2] == (byte) 0xBF;
        return new ByteArrayInputStream(plain, marked ? 3 : 0, plain.length);
    }

    private static ArrayNode list(MappingIterator<JsonNode> values) throws IOException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        while (values.hasNextValue()) {
            list.add(values.nextValue());
        }
        return list;
    }

    private byte[] unpacked(byte[] body) {
        try (InputStream stream = switch (packing) {
            case NONE -> new ByteArrayInputStream(body);
            case GZIP -> new GZIPInputStream(new ByteArrayInputStream(body));
            case ZIP -> firstFile(new ZipInputStream(new ByteArrayInputStream(body)));
        }) {
            byte[] plain = packing == Packing.NONE ? body : stream.readNBytes(MOST_BYTES + 1);
            if (plain.length > MOST_BYTES) {
                throw new IllegalArgumentException("the body unpacks to more than 32 MiB");
            }
            return plain;
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is not packed as " + packing, e);
        }
    }

    private static InputStream firstFile(ZipInputStream zip) throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                return zip;
            }
        }
        throw new IOException("it holds no file");
    }
}
