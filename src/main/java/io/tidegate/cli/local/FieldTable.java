package io.tidegate.cli.local;

import io.tidegate.api.local.FieldState;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import java.util.List;

/** A record's fields beside what was synced last. */
final class FieldTable {
    private FieldTable() {}

    static Table of(List<FieldState> fields) {
        Table table = new Table(
                Column.of("FIELD"),
                Column.text("OURS", 12),
                Column.text("SYNCED LAST", 12),
                Column.of("FROM").whenWide(),
                Column.of("STATE"));
        for (FieldState field : fields) {
            table.add(
                    field.field(),
                    Words.or(field.value()),
                    field.synced() ? Words.or(field.base()) : "not told",
                    Words.or(field.source()),
                    new Table.Cell(field.edited() ? "edited" : "", Tone.WARN));
        }
        return table;
    }
}
