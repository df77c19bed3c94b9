package io.tidegate.console.page;

/**
 * A page of the console. Everything that chooses what it shows is in its path and query, so that it can be linked to.
 *
 * @param path such as {@code /docks/:dock}
 * @param section the entry of the navigation that it belongs to
 * @param template by its path below those of all pages; takes a {@code screen} and a {@code page}, which is the model
 */
public record View(String path, Section section, String template, Reader reader) {
    /** Reads what is shown. */
    @FunctionalInterface
    public interface Reader {
        /** @throws io.tidegate.api.Problem when it cannot be shown, with why */
        Model read(Look look);
    }
}
