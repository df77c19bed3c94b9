package io.tidegate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say about the code is true. */
class DocsTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)[^)]*\\)");
    private static final Pattern ANCHOR = Pattern.compile("]\\(([^)#:\\s]*)#([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("^```says\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

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
        assertThat(documents())
                .allSatisfy(document -> assertThat(deadLinks(document))
                        .as(document.getFileName() + " links")
                        .isEmpty())
                .allSatisfy(document -> assertThat(deadAnchors(document))
                        .as(document.getFileName() + " links to headings")
                        .isEmpty());
    }

    @Test
    void the_index_leads_to_every_page() {
        String index = SourceTree.text(PROJECT.resolve("docs/README.md"));
        assertThat(new SourceTree(PROJECT.resolve("docs")).walk(".md"))
                .filteredOn(page -> !page.endsWith("README.md"))
                .allSatisfy(page -> assertThat(index).containsOnlyOnce("](" + page.getFileName() + ")"));
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
                project.resolve("a.md"),
                "# The `top`, now\n[b](b.md) [self](a.md#top) [web](https://example.org/x#y) [top](#the-top-now)");
        assertThat(deadLinks(document)).containsExactly("b.md");
        assertThat(deadAnchors(document)).containsExactly("a.md#top");
    }

    @Test
    void messages_that_the_documents_quote_are_those_of_the_program() {
        String program = program();
        assertThat(new SourceTree(PROJECT.resolve("docs")).walk(".md"))
                .allSatisfy(document -> assertThat(strangers(SourceTree.text(document), program))
                        .as("%s quotes what nothing says; a message stands in ```says, … is what differs", document)
                        .isEmpty());
        assertThat(QUOTED.matcher(SourceTree.text(PROJECT.resolve("docs/troubleshooting.md")))
                        .results())
                .hasSizeGreaterThan(10);
    }

    @Test
    void a_message_that_nothing_says_is_found() {
        String program = joined("log.warn(\"the tide of {} \"\n        + \"is low\", name); \"; come back later\"");
        String page = "```says\ndock …: the tide of … is low; come back later\nthe tide of … is high\n```\n";
        assertThat(strangers(page, program)).containsExactly("is high");
    }

    /** What the program may say: its sources, with texts that are added to each other as one. */
    private static String program() {
        return Stream.of(".java", ".jte", ".yaml", ".sql")
                .flatMap(suffix -> Stream.of("src/main", "routes-yaml")
                        .flatMap(folder -> new SourceTree(PROJECT.resolve(folder)).walk(suffix).stream()))
                .map(file -> joined(SourceTree.text(file)))
                .collect(Collectors.joining("\n"));
    }

    private static String joined(String source) {
        return source.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
    }

    /** Parts of quoted messages that stand nowhere; parts end where something differs, and where texts are put together. */
    private static List<String> strangers(String page, String program) {
        return QUOTED.matcher(page)
                .results()
                .flatMap(quoted -> quoted.group(1).lines())
                .flatMap(line -> Stream.of(line.split("…|[;:,] ")))
                .map(part -> part.strip().replaceAll("[.;:,]$", ""))
                .filter(part -> part.contains(" ") && !program.contains(part))
                .toList();
    }

    private static List<Path> documents() {
        List<Path> documents = new ArrayList<>(new SourceTree(PROJECT.resolve("docs")).walk(".md"));
        for (String page : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
            documents.add(PROJECT.resolve(page));
        }
        return documents;
    }

    /** Links to headings that the page does not have. */
    private static List<String> deadAnchors(Path document) {
        return ANCHOR.matcher(SourceTree.text(document))
                .results()
                .filter(link -> {
                    Path page = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
                    return Files.exists(page)
                            && HEADING.matcher(SourceTree.text(page))
                                    .results()
                                    .noneMatch(
                                            heading -> anchor(heading.group(1)).equals(link.group(2)));
                })
                .map(link -> link.group(1) + "#" + link.group(2))
                .toList();
    }

    /** As hosts of Markdown make it of a heading. */
    private static String anchor(String heading) {
        return heading.replaceAll("]\\([^)]*\\)", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    private static List<String> deadLinks(Path document) {
        return LINK.matcher(SourceTree.text(document))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !Files.exists(document.resolveSibling(target)))
                .toList();
    }
}
