package io.tidegate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and packages stay small enough to be read in one sitting. */
class SizeBudgetTest {
    private static final int LINES = 300;
    private static final int FILES = 15;
    private static final SourceTree MAIN = new SourceTree(Path.of("src", "main", "java"));
    private static final SourceTree TESTS = new SourceTree(Path.of("src", "test", "java"));

    @Test
    void no_file_is_longer_than_300_lines() {
        assertThat(MAIN.longerThan(LINES)).isEmpty();
        assertThat(TESTS.longerThan(LINES)).isEmpty();
    }

    @Test
    void no_package_holds_more_than_15_files() {
        assertThat(MAIN.fullerThan(FILES)).isEmpty();
    }

    @Test
    void every_package_says_in_two_sentences_what_it_is() {
        assertThat(MAIN.unexplained()).isEmpty();
    }

    @Test
    void what_exceeds_the_budget_is_named(@TempDir Path root) throws IOException {
        Path fat = Files.createDirectory(root.resolve("fat"));
        Files.writeString(fat.resolve("package-info.java"), "/** One sentence. */\npackage fat;\n");
        Files.writeString(fat.resolve("Long.java"), "//\n".repeat(4));
        Files.writeString(fat.resolve("Short.java"), "//\n".repeat(3));
        SourceTree tree = new SourceTree(root);

        assertThat(tree.longerThan(3)).containsExactly(Path.of("fat", "Long.java") + ": 4 lines, 3 allowed");
        assertThat(tree.fullerThan(1)).containsExactly("fat: 2 files, 1 allowed");
        assertThat(tree.unexplained()).containsExactly("fat: package-info.java needs two sentences");
    }
}
