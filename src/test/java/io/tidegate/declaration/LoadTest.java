package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoadTest {
    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void every_declaration_loads() {
        assertThat(node.node().routes().status())
                .allSatisfy(file -> assertThat(file.toString()).doesNotContain("rror"));
        assertThat(DeclarationNode.files())
                .allSatisfy(file -> assertThat(
                                node.provider(file.getFileName().toString().replace(".camel.yaml", "")))
                        .isNotNull());
    }
}
