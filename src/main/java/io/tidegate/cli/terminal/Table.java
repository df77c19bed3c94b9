package io.tidegate.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows under column titles, laid out for a width: columns shrink first, then those that may go are left out. */
public final class Table {
    private static final int GAP = 2;

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** A cell. */
    public record Cell(String text, Tone tone) {
        public Cell {
            text = Words.plain(text);
        }

        public static Cell of(String text) {
            return new Cell(text, Tone.PLAIN);
        }
    }

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row of cells, each a {@link Cell} or a text. */
    public void add(Object... cells) {
        List<Cell> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Cell made ? made : Cell.of(String.valueOf(cell)));
        }
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(row.size() + " cells in " + columns.size() + " columns");
        }
        rows.add(row);
    }

    /** The lines of the table, each at most {@code width} characters where its columns allow it. */
    public List<String> lines(int width, boolean colours) {
        List<Integer> shown = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            shown.add(index);
        }
        int[] widths = natural();
        shrink(widths, shown, width);
        for (int index = columns.size() - 1; index >= 0 && total(widths, shown) > width; index--) {
            if (columns.get(index).optional()) {
                shown.remove(Integer.valueOf(index));
                widths = natural();
                shrink(widths, shown, width);
            }
        }
        List<String> lines = new ArrayList<>();
        List<Cell> titles = columns.stream()
                .map(column -> new Cell(column.title(), Tone.FAINT))
                .toList();
        lines.add(line(titles, shown, widths, colours));
        for (List<Cell> row : rows) {
            lines.add(line(row, shown, widths, colours));
        }
        return lines;
    }

    private int[] natural() {
        int[] widths = new int[columns.size()];
        for (int index = 0; index < widths.length; index++) {
            widths[index] = Words.width(columns.get(index).title());
            for (List<Cell> row : rows) {
                widths[index] =
                        Math.max(widths[index], Words.width(row.get(index).text()));
            }
        }
        return widths;
    }

    /** Takes from the widest column that may become narrower, a character at a time. */
    private void shrink(int[] widths, List<Integer> shown, int width) {
        while (total(widths, shown) > width) {
            int widest = -1;
            for (int index : shown) {
                boolean may = columns.get(index).shrinks()
                        && widths[index] > columns.get(index).least();
                if (may && (widest < 0 || widths[index] > widths[widest])) {
                    widest = index;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static int total(int[] widths, List<Integer> shown) {
        return shown.stream().mapToInt(index -> widths[index]).sum() + GAP * (shown.size() - 1);
    }

    private String line(List<Cell> cells, List<Integer> shown, int[] widths, boolean colours) {
        StringBuilder line = new StringBuilder();
        for (int index : shown) {
            Cell cell = cells.get(index);
            String text = Words.cut(cell.text(), widths[index]);
            String padding = " ".repeat(Math.max(0, widths[index] - Words.width(text)));
            String painted = colours ? cell.tone().paint(text) : text;
            line.append(line.isEmpty() ? "" : " ".repeat(GAP))
                    .append(columns.get(index).right() ? padding + painted : painted + padding);
        }
        return line.toString().stripTrailing();
    }
}
