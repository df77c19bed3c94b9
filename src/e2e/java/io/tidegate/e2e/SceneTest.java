package io.tidegate.e2e;

import io.tidegate.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is tried in a browser on nine accounts that are each test's own. */
abstract class SceneTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    Scene scene;

    @BeforeEach
    void open() {
        scene = Scene.ofNineAccounts(database);
    }

    @AfterEach
    void close() {
        scene.close();
    }
}
