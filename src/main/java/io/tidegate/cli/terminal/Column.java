package io.tidegate.cli.terminal;

/**
 * A column of a table.
 *
 * @param least how narrow it may become; at least the widest of its cells where {@link #FIXED}
 * @param right whether its cells stand at the right, as numbers do
 * @param optional whether it may be left out when the terminal is narrow
 */
public record Column(String title, int least, boolean right, boolean optional) {
    private static final int FIXED = Integer.MAX_VALUE;

    /** Never cut. */
    public static Column of(String title) {
        return new Column(title, FIXED, false, false);
    }

    /** Never cut, at the right. */
    public static Column number(String title) {
        return new Column(title, FIXED, true, false);
    }

    /** Cut down to {@code least} characters where it must be. */
    public static Column text(String title, int least) {
        return new Column(title, least, false, false);
    }

    /** The same column, left out when the terminal is narrow. */
    public Column whenWide() {
        return new Column(title, least, right, true);
    }

    boolean shrinks() {
        return least != FIXED;
    }
}
