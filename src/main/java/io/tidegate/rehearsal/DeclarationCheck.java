package io.tidegate.rehearsal;

import io.tidegate.federation.declared.TwoWays;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ProviderEvents;
import io.tidegate.provider.declared.DeclarationException;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RefusedFileException;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteItem;
import io.tidegate.route.text.RouteItem.Kind;
import io.tidegate.route.text.RouteItem.Located;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds all that is wrong with a declaration, not its first fault alone: what was found is taken out of the text, and the
 * rest is read again. What is wrong only because of that is not told.
 */
public final class DeclarationCheck {
    private static final int MOST = 50;
    private static final String UNKNOWN = "is not known here";

    private final ProviderReader reader;
    private final List<String> lines;
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> dropped = new LinkedHashSet<>();
    private final Set<String> marred = new LinkedHashSet<>();

    /**
     * What came of it.
     *
     * @param provider null when there are faults
     */
    public record Checked(@Nullable Provider provider, List<Fault> faults) {}

    private DeclarationCheck(String text, UnaryOperator<String> placeholders) {
        reader = new ProviderReader(placeholders);
        lines = new ArrayList<>(text.lines().toList());
    }

    /**
     * Checks a provider's file.
     *
     * @param name relative to the routes folder
     * @param placeholders puts values in the place of {@code {{…}}}; throws when a property is missing
     */
    public static Checked check(String name, String text, UnaryOperator<String> placeholders) {
        DeclarationCheck check = new DeclarationCheck(text, placeholders);
        for (int round = 0; round < MOST; round++) {
            RouteFile file = null;
            try {
                file = RouteFile.read(name, String.join("\n", check.lines) + "\n");
                Provider provider = check.reader.read(file);
                if (check.faults.isEmpty()) {
                    return new Checked(provider, List.of());
                }
                break;
            } catch (RefusedFileException e) {
                if (!check.takeOut(file, e)) {
                    break;
                }
            }
        }
        check.faults.sort(Comparator.comparing(fault -> Objects.requireNonNullElse(fault.line(), 0)));
        return new Checked(null, check.faults);
    }

    /** Notes a fault; returns whether to look for more. */
    private boolean takeOut(@Nullable RouteFile file, RefusedFileException refused) {
        DeclarationException declared = refused.getCause() instanceof DeclarationException cause ? cause : null;
        if (file == null || declared == null) {
            if (faults.isEmpty()) {
                faults.add(Fault.of(refused, null));
            }
            return false;
        }
        Fault fault = Fault.of(refused, declared);
        if (!isOurDoing(declared)) {
            faults.add(fault);
        }
        return declared.type() == null
                ? withoutFact(declared.key(), refused.line())
                : withoutParameter(file, declared, refused.line());
    }

    private boolean isOurDoing(DeclarationException declared) {
        boolean above = declared.type() == null
                && faults.stream()
                        .anyMatch(each -> each.key() != null && each.key().startsWith(declared.key() + "."));
        // without one of its values a type's others may make no sense any more
        boolean follows = declared.type() != null
                && marred.contains(declared.type())
                && !String.valueOf(declared.getMessage()).contains(UNKNOWN);
        boolean lost = (declared.key().equals("types") && !dropped.isEmpty())
                || dropped.stream()
                        .anyMatch(type -> String.valueOf(declared.getMessage()).contains("'" + type + "'"));
        return above || follows || lost;
    }

    /** Only where the key and its value stand in one line: a line above it would take more with it. */
    private boolean withoutFact(String key, @Nullable Integer line) {
        String last = Pattern.quote(key.substring(key.lastIndexOf('.') + 1));
        if (line == null || !lines.get(line - 1).matches("\\s*[\"']?([\\w.-]+\\.)?" + last + "[\"']?\\s*:.*")) {
            return false;
        }
        boolean needed = key.equals("baseUrl");
        String text = lines.get(line - 1);
        lines.set(line - 1, needed ? text.substring(0, text.indexOf(':') + 1) + " https://unasked.invalid" : "");
        return true;
    }

    private boolean withoutParameter(RouteFile file, DeclarationException declared, @Nullable Integer line) {
        boolean unknown = String.valueOf(declared.getMessage()).contains(UNKNOWN);
        boolean first = unknown || marred.add(Objects.requireNonNullElse(declared.type(), ""));
        if (first && line != null && lines.get(line - 1).matches("\\s*-\\s*\\{.*}\\s*")) {
            lines.set(line - 1, "");
            return true;
        }
        for (RouteItem item : file.items(Kind.TEMPLATED)) {
            Located type = item.parameters().get("type");
            String named = type == null ? "" : type.text();
            Located template = item.template();
            String of = template == null ? "" : template.text();
            if (label(of, named).equals(declared.type())) {
                for (int at = item.lines().from(); at < item.lines().to(); at++) {
                    lines.set(at, "");
                }
                dropped.add(named);
                return true;
            }
        }
        return false;
    }

    /** How the errors of a route name it: those that say something more of a type than what it is, by what they say. */
    private static String label(String template, String type) {
        return switch (template) {
            case ProviderReader.EVENT -> ProviderEvents.of(type);
            case ProviderReader.TWO_WAY -> TwoWays.of(type);
            default -> type;
        };
    }
}
