package io.tidegate.console.page;

import java.util.List;

/**
 * What this program is, and where its styles, scripts and icon are.
 *
 * @param node this process among those over one database
 * @param scripts in the order in which they are run
 */
public record About(String version, String node, List<String> styles, List<String> scripts, String icon) {
    public About {
        styles = List.copyOf(styles);
        scripts = List.copyOf(scripts);
    }

    /** Another word with each change of style or script: a page that is older than the server loads itself anew. */
    public String build() {
        return Integer.toHexString(List.of(version, styles, scripts).hashCode());
    }
}
