package io.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobStateTest {
    private static final Pattern ARROW = Pattern.compile("^ +(\\w+|\\[\\*]) --> (\\w+|\\[\\*])", Pattern.MULTILINE);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void the_table_knows_the_same_states() {
        assertThat(constrained("state"))
                .isEqualTo(words(Arrays.stream(JobState.values()).map(JobState::word)));
    }

    @Test
    void the_table_knows_the_same_types() {
        assertThat(constrained("type"))
                .isEqualTo(words(Arrays.stream(JobType.values()).map(JobType::word)));
    }

    @Test
    void the_chart_in_the_documentation_draws_the_same_arrows() throws IOException {
        TreeSet<String> drawn = new TreeSet<>();
        for (Matcher arrow = ARROW.matcher(Files.readString(Path.of("docs", "flow.md"))); arrow.find(); ) {
            drawn.add(arrow.group(1) + " --> " + arrow.group(2));
        }
        TreeSet<String> legal = new TreeSet<>(List.of("[*] --> available"));
        for (JobState state : JobState.values()) {
            state.successors().forEach(next -> legal.add(state.word() + " --> " + next.word()));
            if (state.successors().isEmpty()) {
                legal.add(state.word() + " --> [*]");
            }
        }
        assertThat(drawn).isEqualTo(legal);
    }

    private static Set<String> constrained(String column) {
        String check = database.texts("select pg_get_constraintdef(oid) from pg_constraint"
                        + " where conname = 'sync_queue_" + column + "_check'")
                .get(0);
        TreeSet<String> words = new TreeSet<>();
        for (Matcher word = Pattern.compile("'(\\w+)'").matcher(check); word.find(); ) {
            words.add(word.group(1));
        }
        return words;
    }

    private static Set<String> words(Stream<String> words) {
        TreeSet<String> sorted = new TreeSet<>();
        words.forEach(sorted::add);
        return sorted;
    }
}
