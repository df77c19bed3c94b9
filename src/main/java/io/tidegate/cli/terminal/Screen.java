package io.tidegate.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a command's result goes, and where it speaks with people. */
public final class Screen {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Look look;
    private final Prompt prompt;
    private boolean progressShown;

    public Screen(PrintWriter out, PrintWriter err, Look look, Prompt prompt) {
        this.out = out;
        this.err = err;
        this.look = look;
        this.prompt = prompt;
    }

    /** Standard output and error of this process. */
    public static Screen ofProcess(Map<String, String> environment) {
        Prompt prompt = Prompt.ofProcess();
        return new Screen(
                writer(System.out),
                writer(System.err),
                prompt.isThere() ? Look.ofTerminal(environment) : Look.plain(environment),
                prompt);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    public Look look() {
        return look;
    }

    public Prompt prompt() {
        return prompt;
    }

    /** For picocli's help. */
    public PrintWriter out() {
        return out;
    }

    /** For picocli's help after wrong use. */
    public PrintWriter err() {
        return err;
    }

    /** A line of the result. */
    public void line(String text) {
        out.println(text);
    }

    /** Takes the result's text as UTF-8. */
    public OutputStream bytes() {
        return new TextBytes(out);
    }

    /** A table as result. */
    public void table(Table table) {
        table.lines(look.width(), look.colours()).forEach(this::line);
    }

    /** Names and values below each other; values are never cut, and null ones left out. */
    public void facts(Map<String, @Nullable String> facts) {
        int widest = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        facts.forEach((name, value) -> {
            if (value != null) {
                String label = (name + " ".repeat(widest)).substring(0, widest);
                line((look.colours() ? Tone.FAINT.paint(label) : label) + "  " + Words.plain(value));
            }
        });
    }

    /** A result for programs. */
    public void json(Object result) {
        line(Json.text(result));
    }

    /** A list for programs, as the REST interface answers it. */
    public void json(Collection<?> items, @Nullable String next) {
        Map<String, @Nullable Object> list = new LinkedHashMap<>();
        list.put("items", items);
        list.put("next", next);
        json(list);
    }

    /** A remark that is not part of the result. */
    public void note(String text) {
        endProgress();
        err.println(text);
    }

    /** One line that says how far something is; only on a terminal. */
    public void progress(String text) {
        if (look.live()) {
            err.print(ERASE_LINE + Words.cut(Words.plain(text), look.width() - 1));
            err.flush();
            progressShown = true;
        }
    }

    /** Takes the line of progress away. */
    public void endProgress() {
        if (progressShown) {
            err.print(ERASE_LINE);
            err.flush();
            progressShown = false;
        }
    }
}
