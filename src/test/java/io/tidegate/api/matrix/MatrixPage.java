package io.tidegate.api.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Makes {@code docs/access-matrix.md} of the table. */
public final class MatrixPage {
    static final Path FILE = Path.of("docs/access-matrix.md");

    private static final String HEAD = """
            # Who may do what

            Every operation of the [REST interface](rest.md) and of the command line, and who may ask it. The build tries each
            cell: whoever may not is answered 403, nobody signed in 401, and what is another organization's is answered 404, as
            if it were not there. *operator* is of the instance and has no role in the organization; *token* is an owner's token
            with the scope `docks:read` alone. This page is made by `make openapi`.

            """;

    private MatrixPage() {}

    /** Writes the page anew. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(FILE, text());
    }

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| Operation | ")
                .append(Matrix.WHO.stream().map(who -> who.replace('_', ' ')).collect(Collectors.joining(" | ")))
                .append(" |\n|---|")
                .append(":-:|".repeat(Matrix.WHO.size()))
                .append('\n');
        for (Matrix.Row row : Matrix.rows()) {
            page.append("| `")
                    .append(row.operation())
                    .append("` | ")
                    .append(row.may().stream().map(may -> may ? "✓" : "").collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        return page.toString();
    }
}
