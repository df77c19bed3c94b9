package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of docs/declarations.md names the tests that there are, and every declaration loads. */
class TableTest {
    private static final Path TESTS = Path.of("src", "test", "java", "io", "tidegate");
    private static final Pattern TEST = Pattern.compile("void (\\w*row_\\w+)\\(");
    private static final Pattern NUMBER = Pattern.compile("row_(\\d+)_");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|.*\\| ([^|]+) \\|");

    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void every_row_names_the_tests_that_prove_it() throws IOException {
        Map<Integer, String> told = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs", "declarations.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                told.put(Integer.valueOf(row.group(1)), row.group(2));
            }
        }
        Map<Integer, Set<String>> found = found();
        assertThat(told.keySet()).containsAll(found.keySet());
        told.forEach((row, tests) -> {
            if (found.containsKey(row)) {
                assertThat(tests).as("row %d", row).isEqualTo(String.join(", ", found.get(row)));
            } else if (!tests.equals("tests of the command line")) {
                assertThat(TESTS.resolve(tests.replace('.', '/') + ".java"))
                        .as("row %d", row)
                        .exists();
            }
        });
    }

    @Test
    void every_declaration_loads() {
        List<String> names = DeclarationNode.files().stream()
                .map(file -> file.getFileName().toString().replace(".camel.yaml", ""))
                .toList();
        assertThat(names)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(node.provider(name)).as(name).isNotNull());
    }

    /** The classes with a test of a row, by row. */
    private static Map<Integer, Set<String>> found() throws IOException {
        Map<Integer, Set<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(TESTS.resolve("declaration"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                for (Matcher test = TEST.matcher(Files.readString(file)); test.find(); ) {
                    for (Matcher number = NUMBER.matcher(test.group(1)); number.find(); ) {
                        found.computeIfAbsent(Integer.valueOf(number.group(1)), row -> new TreeSet<>())
                                .add(name);
                    }
                }
            }
        }
        return found;
    }
}
