package io.tidegate.e2e;

import io.tidegate.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is looked at in a browser, on nine accounts that all tests of a class share and none changes. */
abstract class SharedSceneTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    static Scene scene;

    @BeforeAll
    static void open() {
        scene = Scene.ofNineAccounts(database);
    }

    @AfterAll
    static void close() {
        scene.close();
    }
}
