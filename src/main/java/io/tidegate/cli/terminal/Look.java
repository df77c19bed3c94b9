package io.tidegate.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the terminal can show.
 *
 * @param width characters in a line
 * @param colours whether results may be coloured
 * @param live whether lines of progress may overwrite themselves
 * @param zone in which times are told
 */
public record Look(int width, boolean colours, boolean live, ZoneId zone) {
    private static final int STANDARD_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;

    /** No terminal: 80 characters, no colours. */
    public static Look plain(Map<String, String> environment) {
        int columns = number(environment.getOrDefault("COLUMNS", ""));
        return new Look(
                columns > 0 ? Math.max(LEAST_WIDTH, columns) : STANDARD_WIDTH, false, false, ZoneId.systemDefault());
    }

    /** The terminal of this process. */
    public static Look ofTerminal(Map<String, String> environment) {
        int columns = number(environment.getOrDefault("COLUMNS", ""));
        int width = columns > 0 ? columns : columnsOfTerminal();
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean colours = !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Look(
                width > 0 ? Math.max(LEAST_WIDTH, width) : STANDARD_WIDTH, colours, !dumb, ZoneId.systemDefault());
    }

    private static int columnsOfTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return number(answer.substring(answer.indexOf(' ') + 1));
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int number(String text) {
        return text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : 0;
    }
}
