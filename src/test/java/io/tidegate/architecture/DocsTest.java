package io.tidegate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say about the code is true. */
class DocsTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)[^)]*\\)");

    @Test
    void the_flow_table_of_the_readme_names_what_exists() {
        FlowTable table = FlowTable.in(SourceTree.text(PROJECT.resolve("README.md")));
        assertThat(table.rows())
                .as("README.md has the table | step | route file | bean | class | test |")
                .isNotEmpty();
        assertThat(table.untrue(PROJECT)).isEmpty();
    }

    @Test
    void links_between_documents_lead_somewhere() {
        List<Path> documents = new ArrayList<>(new SourceTree(PROJECT.resolve("docs")).walk(".md"));
        documents.addAll(List.of(PROJECT.resolve("README.md"), PROJECT.resolve("CONTRIBUTING.md")));
        assertThat(documents)
                .allSatisfy(document -> assertThat(deadLinks(document))
                        .as(document.getFileName() + " links")
                        .isEmpty());
    }

    @Test
    void a_table_that_claims_too_much_is_contradicted(@TempDir Path project) throws IOException {
        Files.createDirectories(project.resolve("src/main/java"));
        Files.createDirectories(project.resolve("routes-yaml"));
        Files.writeString(project.resolve("src/main/java/BudgetGate.java"), "class BudgetGate {}");
        Files.writeString(project.resolve("routes-yaml/3-list.camel.yaml"), "ref: budgetGate");
        String table = """
                | Step | Route file | Bean | Class | Test |
                |---|---|---|---|---|
                | gate | `3-list.camel.yaml` | `budgetGate` | `budget.BudgetGate` | – |
                | claim | [work](routes-yaml/2-work.camel.yaml), `3-list.camel.yaml` | `gate` | `BudgetGate`, `sql/claim.sql` | `GateTest` |
                """;

        assertThat(FlowTable.in(table).untrue(project))
                .containsExactly(
                        "claim: no route file work",
                        "claim: no class or resource sql/claim.sql",
                        "claim: no test GateTest",
                        "claim: bean gate has not the name of its class",
                        "claim: bean gate is not named in its route file");
    }

    @Test
    void a_dead_link_is_found(@TempDir Path project) throws IOException {
        Path document = Files.writeString(
                project.resolve("a.md"), "[b](b.md) [self](a.md#top) [web](https://example.org/x) [top](#top)");
        assertThat(deadLinks(document)).containsExactly("b.md");
    }

    private static List<String> deadLinks(Path document) {
        return LINK.matcher(SourceTree.text(document))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !Files.exists(document.resolveSibling(target)))
                .toList();
    }
}
