package io.tidegate.api.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.api.Problem;
import io.tidegate.federation.compare.FieldRule;
import io.tidegate.federation.declared.TwoWay;
import io.tidegate.json.JsonText;
import io.tidegate.json.Pointer;
import io.tidegate.provider.ResourceType;
import io.tidegate.record.ProviderRecord;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at a file of members before it is kept: whether it can be read, and has the columns that are needed. */
final class MemberFile {
    private static final int MOST_BYTES = 16 << 20;
    private static final JsonText TEXT = new JsonText(new ObjectMapper());

    private final byte[] content;
    private final ResourceType type;
    private final TwoWay declared;

    MemberFile(byte[] content, ResourceType type, TwoWay declared) {
        this.content = content;
        this.type = type;
        this.declared = declared;
    }

    /**
     * How many members it holds.
     *
     * @throws Problem in words, with the line where one is to blame; never with a member in them
     */
    int rows() {
        if (content.length == 0) {
            throw Problem.invalid("/", "is empty: send a file as text/csv");
        } else if (content.length > MOST_BYTES) {
            throw new Problem(Problem.Kind.TOO_LARGE, "The file is larger than 16 MiB.");
        }
        checkCharacters();
        JsonNode rows;
        try {
            rows = type.list().format().tree(content, TEXT);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("/", Objects.requireNonNullElse(e.getMessage(), "is no CSV"));
        }
        if (!(rows.get(0) instanceof ObjectNode first)) {
            throw Problem.invalid("/", "holds no member below its first line, which names the columns");
        }
        checkColumns(first);
        return rows.size();
    }

    /** Nothing is guessed: a name that is read in the wrong way would become a player's. */
    private void checkCharacters() {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer characters = CharBuffer.allocate(8192);
        CoderResult result;
        do {
            characters.clear();
            result = utf8.decode(bytes, characters, true);
        } while (result.isOverflow());
        Integer wrong = result.isError() ? Integer.valueOf(bytes.position()) : zero();
        if (wrong != null) {
            int line = 1;
            int column = 1;
            for (int i = 0; i < wrong; i++) {
                column = content[i] == '\n' ? 1 : column + 1;
                line += content[i] == '\n' ? 1 : 0;
            }
            throw Problem.invalid(
                    "/",
                    "is not UTF-8, as line " + line + ", byte " + column
                            + " shows: save it as \"CSV UTF-8\"; Windows-1252 and UTF-16 are not read");
        }
    }

    private @Nullable Integer zero() {
        for (int i = 0; i < content.length; i++) {
            if (content[i] == 0) {
                return i;
            }
        }
        return null;
    }

    private void checkColumns(ObjectNode first) {
        List<String> columns = new ArrayList<>();
        first.fieldNames().forEachRemaining(columns::add);
        if (columns.size() == 1 && columns.get(0).matches("(?s).*[;\t|].*")) {
            throw Problem.invalid(
                    "/", "has its columns separated by another character than a comma in line 1: save it with commas");
        }
        ObjectNode any = first.deepCopy();
        columns.forEach(column -> any.put(column, "x"));
        ProviderRecord read;
        try {
            read = type.reader().read(any);
        } catch (IllegalArgumentException e) {
            throw missing("the members' ids", Objects.requireNonNullElse(e.getMessage(), ""));
        }
        JsonNode document = read == null ? any : read.data();
        for (FieldRule field : declared.fields()) {
            Pointer at = Objects.requireNonNull(declared.pointers().get(field.name()));
            boolean needed = field.required() || (declared.kind().equals(TwoWay.PLAYER) && isOfEveryPlayer(field));
            if (needed && at.first(document).isMissingNode()) {
                throw missing(field.name(), "it is looked for at " + at + ", blanks left out");
            }
        }
    }

    private static boolean isOfEveryPlayer(FieldRule field) {
        return List.of("firstName", "lastName", "dateOfBirth").contains(field.name());
    }

    private static Problem missing(String what, String where) {
        return Problem.invalid("/", "has no column for " + what + " in line 1: " + where);
    }
}
