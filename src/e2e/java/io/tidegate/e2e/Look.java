package io.tidegate.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/**
 * How somebody looks at a page.
 *
 * @param width of the window in pixels
 * @param script whether the browser runs scripts
 */
public record Look(ColorScheme scheme, int width, int height, boolean script) {
    static final int PHONE_WIDTH = 390;

    /** On a desk, in daylight. */
    static final Look DESK = new Look(ColorScheme.LIGHT, 1280, 900, true);

    static final Look DESK_AT_NIGHT = DESK.in(ColorScheme.DARK);
    static final Look PHONE = new Look(ColorScheme.LIGHT, PHONE_WIDTH, 844, true);

    /** The smallest that is looked after. */
    static final Look SMALL_PHONE = new Look(ColorScheme.LIGHT, 360, 740, true);

    static final Look WITHOUT_SCRIPT = new Look(ColorScheme.LIGHT, 1280, 900, false);

    private Look in(ColorScheme other) {
        return new Look(other, width, height, script);
    }

    Browser.NewContextOptions context() {
        return new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setViewportSize(width, height)
                .setDeviceScaleFactor(1)
                .setLocale("en-GB")
                .setTimezoneId("Asia/Kathmandu")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setJavaScriptEnabled(script);
    }
}
