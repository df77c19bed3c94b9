package io.tidegate.cli.terminal;

/** How a cell is coloured where there are colours; the text says the same without. */
public enum Tone {
    PLAIN(""),
    GOOD("32"),
    WARN("33"),
    BAD("31"),
    FAINT("2");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() || text.isBlank() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
