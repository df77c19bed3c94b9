package io.tidegate.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of the flow in a document: step, route file, bean, class, test. */
record FlowTable(List<Row> rows) {
    private static final List<String> COLUMNS = List.of("step", "route file", "bean", "class", "test");
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

    /** One step; a cell may name several things, or none by a dash. */
    record Row(String step, List<String> routes, List<String> beans, List<String> classes, List<String> tests) {}

    /** Reads the first table with these columns; without one there are no rows. */
    static FlowTable in(String markdown) {
        List<Row> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : markdown.lines().toList()) {
            List<String> cells = cells(line);
            if (inside && cells.size() != COLUMNS.size()) {
                break;
            }
            if (inside && !cells.get(0).matches(":?-+:?")) {
                rows.add(new Row(
                        cells.get(0),
                        names(cells.get(1)),
                        names(cells.get(2)),
                        names(cells.get(3)),
                        names(cells.get(4))));
            }
            inside |= cells.stream()
                    .map(cell -> cell.toLowerCase(Locale.ROOT))
                    .toList()
                    .equals(COLUMNS);
        }
        return new FlowTable(rows);
    }

    /** What the table names and the project at this place does not hold; empty when all of it is true. */
    List<String> untrue(Path project) {
        Set<String> main = simpleNames(project.resolve("src/main/java"));
        Set<String> tests = simpleNames(project.resolve("src/test/java"));
        Set<String> resources = names(project.resolve("src/main/resources"));
        Set<String> routes = names(project.resolve("routes-yaml"));
        List<String> wrong = new ArrayList<>();
        for (Row row : rows) {
            row.routes().stream()
                    .map(FlowTable::fileName)
                    .filter(file -> !routes.contains(file))
                    .forEach(file -> wrong.add(row.step() + ": no route file " + file));
            row.classes().stream()
                    .filter(type -> !main.contains(simple(type)) && !resources.contains(fileName(type)))
                    .forEach(type -> wrong.add(row.step() + ": no class or resource " + type));
            row.tests().stream()
                    .filter(type -> !tests.contains(simple(type)))
                    .forEach(type -> wrong.add(row.step() + ": no test " + type));
            row.beans().forEach(bean -> wrong.addAll(untrueBean(project, row, bean)));
        }
        return wrong;
    }

    private static List<String> untrueBean(Path project, Row row, String bean) {
        List<String> wrong = new ArrayList<>();
        if (row.classes().stream().map(FlowTable::simple).noneMatch(type -> bean.equals(beanName(type)))) {
            wrong.add(row.step() + ": bean " + bean + " has not the name of its class");
        }
        Pattern word = Pattern.compile("\\b" + Pattern.quote(bean) + "\\b");
        boolean named = new SourceTree(project.resolve("routes-yaml"))
                .walk(".yaml").stream()
                        .filter(file -> row.routes().stream().anyMatch(route -> file.endsWith(fileName(route))))
                        .anyMatch(file -> word.matcher(SourceTree.text(file)).find());
        if (!named) {
            wrong.add(row.step() + ": bean " + bean + " is not named in its route file");
        }
        return wrong;
    }

    private static List<String> cells(String line) {
        String row = line.strip();
        if (!row.startsWith("|") || !row.endsWith("|") || row.length() < 2) {
            return List.of();
        }
        return Stream.of(row.substring(1, row.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static List<String> names(String cell) {
        String plain = LINK.matcher(cell).replaceAll("$1").replace("`", "");
        return Arrays.stream(plain.split(",|<br>|\\s\\+\\s|·"))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.matches("[-–—]"))
                .toList();
    }

    private static String beanName(String type) {
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Set<String> simpleNames(Path root) {
        return names(root).stream()
                .map(file -> file.replaceFirst("\\.java$", ""))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Path root) {
        Set<String> names = new HashSet<>();
        if (Files.isDirectory(root)) {
            new SourceTree(root).walk("").forEach(file -> names.add(fileName(file.toString())));
        }
        return names;
    }
}
