package io.tidegate.console.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What an action came to, told on the page that comes after it. */
public record Notice(Tone tone, String text) {
    private static final int LONGEST = 600;

    public Notice {
        text = Words.shortened(text, LONGEST);
    }

    /** As a cookie can carry it. */
    public String cookie() {
        byte[] bytes = (tone.style() + " " + text).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What a cookie carries; null when that is nothing of ours. */
    public static @Nullable Notice read(@Nullable String cookie) {
        if (cookie == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cookie), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            return Arrays.stream(Tone.values())
                    .filter(tone -> space > 0 && tone.style().equals(text.substring(0, space)))
                    .findFirst()
                    .map(tone -> new Notice(tone, text.substring(space + 1)))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
