package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Edits what DigitalOcean's file says, between two lives of a node. */
final class DeclarationEdit {
    private static final String FILE = "providers/digitalocean.camel.yaml";

    private DeclarationEdit() {}

    /** Starts the node anew with the file as it is shipped, but for these replacements: from, to, from, to, … */
    static void edit(TestNode node, String... replacements) throws IOException {
        node.stop();
        String text = Files.readString(Path.of("routes-yaml", FILE));
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        Files.writeString(node.routes().resolve(FILE), text);
        node.start();
    }
}
