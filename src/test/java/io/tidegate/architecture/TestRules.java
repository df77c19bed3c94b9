package io.tidegate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** The rules of the tests themselves. */
final class TestRules {
    private static final Set<String> SLEEPERS = Set.of(Thread.class.getName(), TimeUnit.class.getName());
    private static final Set<String> WAYS_OUT =
            Set.of("org.junit.jupiter.api.Assumptions", "org.assertj.core.api.Assumptions");

    private static final ArchRule NO_SLEEP = noClasses()
            .should()
            .callMethodWhere(describe(
                    "the thread sleeps",
                    call -> call.getName().equals("sleep")
                            && SLEEPERS.contains(call.getTargetOwner().getName())));

    private static final ArchRule NO_WAY_OUT = noClasses()
            .should()
            .beAnnotatedWith(Disabled.class)
            .orShould()
            .callMethodWhere(describe(
                    "a test opts out",
                    call -> WAYS_OUT.contains(call.getTargetOwner().getName())));

    private static final ArchRule NONE_DISABLED = noMethods().should().beAnnotatedWith(Disabled.class);

    private static final ArchRule SENTENCES = methods()
            .that()
            .areAnnotatedWith(Test.class)
            .should()
            .haveNameMatching("[a-z0-9]+(_[A-Za-z0-9]+)+")
            .allowEmptyShould(true);

    static final List<ArchRule> ALL = List.of(NO_SLEEP, NO_WAY_OUT, NONE_DISABLED, SENTENCES);

    private TestRules() {}
}
