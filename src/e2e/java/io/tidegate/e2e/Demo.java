package io.tidegate.e2e;

import io.tidegate.program.Program;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole program as {@code ./tidegate demo} starts it, after the first sync of both its accounts. */
final class Demo implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final Program program;
    private final String url;

    private Demo(Program program, String url) {
        this.program = program;
        this.url = url;
    }

    static Demo start(Path home) throws InterruptedException {
        Program program = Program.start(home, Program.onFreePorts("demo"));
        Matcher up = URL.matcher(program.awaitLine("Tidegate is up"));
        if (!up.find()) {
            throw new AssertionError("it does not say where it is:\n" + program.output());
        }
        program.awaitLine("of dock harbour (demo): success");
        program.awaitLine("of dock lighthouse (demo): success");
        return new Demo(program, up.group());
    }

    /** The address of a page. */
    String at(String path) {
        return url + path;
    }

    @Override
    public void close() {
        program.close();
    }
}
