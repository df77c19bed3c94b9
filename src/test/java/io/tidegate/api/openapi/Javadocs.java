package io.tidegate.api.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the sources say of a record's components. */
final class Javadocs {
    private static final Path SOURCES = Path.of("src/main/java");

    private Javadocs() {}

    /** What is said of each, by name; of those of which nothing is said, nothing. */
    static Map<String, String> of(Class<?> record) {
        Class<?> outer = record;
        while (outer.getDeclaringClass() != null) {
            outer = outer.getDeclaringClass();
        }
        String comment = before(
                read(SOURCES.resolve(outer.getName().replace('.', '/') + ".java")),
                "record " + record.getSimpleName() + "(");
        Map<String, String> said = new LinkedHashMap<>();
        Matcher matcher = Pattern.compile("@param (\\w+) ([^@]*)", Pattern.DOTALL)
                .matcher(comment.replaceAll("(?m)^\\s*\\*/?", "").replaceAll("\\{@\\w+ #?([^}]*)}", "$1"));
        while (matcher.find()) {
            said.put(matcher.group(1), matcher.group(2).replaceAll("\\s+", " ").strip());
        }
        return said;
    }

    private static String before(String source, String declaration) {
        int at = source.indexOf(declaration);
        int end = at < 0 ? -1 : source.lastIndexOf("*/", at);
        int begin = end < 0 ? -1 : source.lastIndexOf("/**", end);
        // another declaration in between: the comment is that one's
        return begin < 0 || source.substring(end, at).matches("(?s).*[;{}].*") ? "" : source.substring(begin + 3, end);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
