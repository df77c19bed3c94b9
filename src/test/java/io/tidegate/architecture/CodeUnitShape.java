package io.tidegate.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** What the rules ask of a method or constructor. */
final class CodeUnitShape {
    static final ArchCondition<JavaMethod> BE_NO_SETTER = new ArchCondition<>("be no setter") {
        @Override
        public void check(JavaMethod method, ConditionEvents events) {
            boolean setter = method.getName().matches("set[A-Z].*")
                    && method.getRawReturnType().isEquivalentTo(void.class)
                    && !isPrescribed(method);
            events.add(new SimpleConditionEvent(
                    method, !setter, method.getFullName() + " sets; give the value to the constructor"));
        }
    };

    private CodeUnitShape() {}

    /** Record constructors may take more: their parameters are named where they are used. */
    static ArchCondition<JavaCodeUnit> haveAtMostParameters(int most) {
        return new ArchCondition<>("have at most " + most + " parameters") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                int count = writtenParameters(unit);
                events.add(new SimpleConditionEvent(
                        unit, count <= most, unit.getFullName() + " takes " + count + ": make a record of them"));
            }
        };
    }

    private static int writtenParameters(JavaCodeUnit unit) {
        JavaClass owner = unit.getOwner();
        int all = unit.getRawParameterTypes().size();
        if (unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                || unit.getName().startsWith("lambda$")) {
            return 0;
        }
        if (unit instanceof JavaConstructor) {
            if (owner.isRecord() || owner.isAnonymousClass() || owner.isLocalClass()) {
                return 0;
            }
            // javac puts name and ordinal in front, or the enclosing instance.
            return owner.isEnum() ? Math.max(0, all - 2) : owner.isInnerClass() ? all - 1 : all;
        }
        return all;
    }

    private static boolean isPrescribed(JavaMethod method) {
        String[] parameters =
                method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        JavaClass owner = method.getOwner();
        return Stream.concat(owner.getAllRawInterfaces().stream(), owner.getAllRawSuperclasses().stream())
                .anyMatch(parent ->
                        parent.tryGetMethod(method.getName(), parameters).isPresent());
    }
}
