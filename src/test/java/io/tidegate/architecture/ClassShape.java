package io.tidegate.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What the rules ask of a class. */
final class ClassShape {
    private static final Set<String> EMPTY_WORDS =
            Set.of("util", "utils", "common", "helper", "helpers", "manager", "service", "impl");

    static final ArchCondition<JavaClass> LIE_IN_A_NULL_MARKED_PACKAGE =
            new ArchCondition<>("lie in a package with a @NullMarked package-info.java") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(
                            item, marked, item.getPackageName() + " has no @NullMarked package-info.java"));
                }
            };

    static final ArchCondition<JavaClass> BE_NAMED_AFTER_A_ROLE = new ArchCondition<>("be named after a role") {
        @Override
        public void check(JavaClass item, ConditionEvents events) {
            List<String> empty =
                    words(item.getName()).filter(EMPTY_WORDS::contains).toList();
            events.add(new SimpleConditionEvent(
                    item,
                    empty.isEmpty(),
                    item.getName() + ": \"" + String.join(", ", empty) + "\" says no role; name what it does"));
        }
    };

    private ClassShape() {}

    /** Classes whose outermost class has a name that ends so: lambdas and rows of a store belong to the store. */
    static DescribedPredicate<JavaClass> nestedIn(String suffix) {
        return DescribedPredicate.describe("part of a class *" + suffix, type -> {
            String name = type.getName().substring(type.getPackageName().length() + 1);
            return name.split("\\$", 2)[0].endsWith(suffix);
        });
    }

    /** Classes below the root that lie in none of these packages. */
    static DescribedPredicate<JavaClass> below(String root, String... allowed) {
        return DescribedPredicate.describe("lie below " + root + " outside of " + List.of(allowed), type -> {
            String name = type.getPackageName() + ".";
            return name.startsWith(root + ".")
                    && Arrays.stream(allowed).noneMatch(each -> name.startsWith(root + "." + each + "."));
        });
    }

    private static Stream<String> words(String name) {
        return Arrays.stream(name.split("[.$]|(?<=[a-z0-9])(?=[A-Z])"))
                .map(String::toLowerCase)
                .collect(Collectors.toList())
                .stream();
    }
}
