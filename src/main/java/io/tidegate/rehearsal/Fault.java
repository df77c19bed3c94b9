package io.tidegate.rehearsal;

import io.tidegate.provider.declared.DeclarationException;
import io.tidegate.route.text.RefusedFileException;
import io.tidegate.route.text.Sentence;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a file.
 *
 * @param line from 1; null when no line is to blame
 * @param type the resource type it is about; null when it is none's
 * @param key the wrong key; null when it is no key
 * @param reason one sentence without a full stop
 * @param nearest what may have been meant; null when nothing is near
 */
public record Fault(
        String file,
        @Nullable Integer line,
        @Nullable String type,
        @Nullable String key,
        String reason,
        @Nullable String nearest) {
    private static final Pattern MEANT = Pattern.compile("did you mean '?([^'?]+)'?\\?");

    /** As the running program tells it. */
    public static Fault of(String file, @Nullable Integer line, String reason) {
        return new Fault(file, line, null, null, reason, meant(reason));
    }

    static Fault of(RefusedFileException refused, @Nullable DeclarationException declared) {
        return declared == null
                ? of(refused.file(), refused.line(), refused.reason())
                : new Fault(
                        refused.file(),
                        refused.line(),
                        declared.type(),
                        declared.key(),
                        Sentence.of(refused.reason()),
                        meant(String.valueOf(declared.getMessage())));
    }

    private static @Nullable String meant(String reason) {
        Matcher meant = MEANT.matcher(reason);
        return meant.find() ? meant.group(1) : null;
    }

    /** File, line and reason in one line. */
    public String text() {
        return file + (line == null ? "" : " line " + line) + ": " + reason;
    }
}
