package io.tidegate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.trial.LiveProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LivePropertiesTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void its_own_come_first_and_the_live_context_is_asked_once_for_each_name() throws Exception {
        try (DefaultCamelContext live = new DefaultCamelContext()) {
            live.getPropertiesComponent().addPropertiesSource(new Known());
            LiveProperties properties = new LiveProperties(live, Map.of("own", "mine"));

            for (int i = 0; i < 3; i++) {
                assertThat(properties.getProperty("own")).isEqualTo("mine");
                assertThat(properties.getProperty("theirs")).isEqualTo("found");
                assertThat(properties.getProperty("nobodys")).isNull();
            }
        }

        assertThat(asked).containsExactly("theirs", "nobodys");
    }

    private final class Known implements PropertiesSource {
        @Override
        public String getName() {
            return "known";
        }

        @Override
        public @Nullable String getProperty(String name) {
            asked.add(name);
            return name.equals("theirs") ? "found" : null;
        }
    }
}
