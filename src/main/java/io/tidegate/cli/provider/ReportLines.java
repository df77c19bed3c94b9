package io.tidegate.cli.provider;

import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.rehearsal.TypeReport;
import io.tidegate.rehearsal.TypeReport.Answered;
import io.tidegate.rehearsal.TypeReport.Outcome;
import io.tidegate.rehearsal.TypeReport.Page;
import io.tidegate.rehearsal.TypeReport.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of a type, for people. */
final class ReportLines {
    private static final int MOST_RECORDS = 20;

    private ReportLines() {}

    static void show(TypeReport report, Screen screen) {
        String list = report.list() == null ? "" : " of " + report.list();
        String request = report.request() == null ? "" : "  " + report.request();
        screen.line(Words.plain(report.type() + list + request));
        if (report.problem() != null) {
            String how = switch (report.outcome()) {
                case SKIPPED -> "passed over: ";
                case NOT_ASKED -> "";
                case FAILED, READ -> "failed: ";
            };
            screen.line("  " + how + Words.plain(report.problem()));
        }
        if (report.answer() != null) {
            answer(report.answer(), screen);
        }
        if (report.page() != null) {
            page(report.page(), screen);
        } else if (report.outcome() == Outcome.READ) {
            screen.line("  no page");
        }
        screen.line("");
    }

    private static void answer(Answered answer, Screen screen) {
        screen.line("  " + answer.status() + " in " + answer.millis() + " ms, " + Words.count(answer.bytes(), "byte"));
        screen.line(
                answer.limitHeaders().isEmpty()
                        ? "  no header speaks of limits"
                        : "  limits: " + pairs(answer.limits()) + " (read in " + pairs(answer.limitHeaders()) + ")");
    }

    private static void page(Page page, Screen screen) {
        long deletions = page.records().stream().filter(Shown::deletion).count();
        List<String> facts = new ArrayList<>();
        facts.add(Words.count(page.records().size() - deletions, "record") + " would be stored");
        if (deletions > 0) {
            facts.add(Words.count(deletions, "deletion"));
        }
        if (page.listed() > page.records().size()) {
            facts.add(page.listed() - page.records().size() + " of " + page.listed() + " left out");
        }
        facts.add(page.next() == null ? "no page follows" : "another page follows (" + page.next() + ")");
        if (page.nextSince() != null) {
            facts.add("the next sync asks for what is after " + Words.cut(page.nextSince(), 60));
        }
        screen.line("  " + Words.plain(String.join(", ", facts)));
        if (page.records().isEmpty()) {
            return;
        }
        Table table = new Table(
                Column.text("ID", 12),
                Column.text("NAME", 8),
                Column.text("STATUS", 8),
                Column.text("REGION", 6),
                Column.text("COLUMNS", 16),
                Column.number("REDACTED"),
                Column.number("PERSONAL"));
        page.records().stream()
                .limit(MOST_RECORDS)
                .forEach(one -> table.add(
                        one.id(),
                        Words.or(one.name()),
                        one.deletion() ? "deleted" : Words.or(one.status()),
                        Words.or(one.region()),
                        pairs(one.columns()),
                        one.redacted(),
                        one.personal()));
        screen.table(table);
        if (page.records().size() > MOST_RECORDS) {
            screen.line("  … and " + (page.records().size() - MOST_RECORDS) + " more; --json shows all");
        }
    }

    private static String pairs(Map<String, String> pairs) {
        return pairs.isEmpty()
                ? Words.NONE
                : pairs.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" "));
    }
}
