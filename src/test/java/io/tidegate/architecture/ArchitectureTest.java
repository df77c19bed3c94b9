package io.tidegate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The main code keeps every rule, and every rule can be broken. */
class ArchitectureTest {
    private static final String BROKEN = "io.tidegate.architecture.broken";
    private static final JavaClasses MAIN =
            new ClassFileImporter().importPath(Path.of("target", "classes", "io", "tidegate"));
    private static final JavaClasses TREE =
            new ClassFileImporter().importPath(Path.of("target", "test-classes").resolve(BROKEN.replace('.', '/')));
    private static final JavaClasses TESTS =
            new ClassFileImporter().importPath(Path.of("target", "test-classes", "io", "tidegate"));

    static Set<String> rules() {
        return Rules.below("io.tidegate").keySet();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_main_code_keeps_the_rule(String rule) {
        EvaluationResult result = evaluate(rule, "io.tidegate", MAIN);
        assertThat(result.getFailureReport().getDetails()).as(rule).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_broken_tree_breaks_the_rule(String rule) {
        assertThat(evaluate(rule, BROKEN, TREE).getFailureReport().getDetails())
                .as(rule)
                .isNotEmpty();
    }

    @Test
    void every_way_to_ask_for_the_time_is_found_and_no_other() {
        String rule = "time comes in through the constructor";
        Set<String> readers = evaluate(rule, BROKEN, TREE).getFailureReport().getDetails().stream()
                .map(line -> line.replaceFirst("(?s).*?Watch\\.(\\w+)\\(.*", "$1"))
                .collect(Collectors.toSet());
        assertThat(readers).containsExactlyInAnyOrder("clock", "date", "instant", "millis", "reference", "zoned");
    }

    @Test
    void parameters_that_only_javac_adds_do_not_count() {
        List<String> found = evaluate("at most six parameters", BROKEN, TREE)
                .getFailureReport()
                .getDetails();
        assertThat(found).hasSize(2).allMatch(line -> line.contains("Wide.<init>") || line.contains("Wide.seven"));
    }

    @Test
    void tests_wait_for_signals_and_none_is_switched_off() {
        assertThat(TestRules.ALL)
                .allSatisfy(rule -> assertThat(
                                rule.evaluate(TESTS).getFailureReport().getDetails())
                        .isEmpty());
    }

    private static EvaluationResult evaluate(String name, String root, JavaClasses classes) {
        var rule = Rules.below(root).get(name);
        assertThat(rule).isNotNull();
        return rule.evaluate(classes);
    }
}
