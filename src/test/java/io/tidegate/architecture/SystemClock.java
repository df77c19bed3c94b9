package io.tidegate.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.GregorianCalendar;

/** Every way to ask the machine what time it is; {@code System.nanoTime()} only measures and stays free. */
final class SystemClock {
    private SystemClock() {}

    /** Holds for a class that reads the system's clock; the named class may make the one clock of the program. */
    static ArchCondition<JavaClass> beReadOutside(String starter) {
        return new ArchCondition<>("read the system's clock") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (JavaAccess<?> access : item.getAccessesFromSelf()) {
                    boolean makes = makesClock(access) && !item.getName().equals(starter);
                    events.add(new SimpleConditionEvent(item, makes || tellsTime(access), access.getDescription()));
                }
            }
        };
    }

    private static boolean makesClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return (owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class))
                && (access.getName().startsWith("system") || access.getName().startsWith("tick"));
    }

    private static boolean tellsTime(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        JavaClass owner = target.getOwner();
        String name = target.getName();
        boolean given = target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        boolean now = owner.getPackageName().startsWith("java.time") && name.equals("now") && !given;
        boolean millis = owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis");
        boolean date = (owner.isEquivalentTo(Date.class) || owner.isEquivalentTo(GregorianCalendar.class))
                && name.equals("<init>")
                && target.getRawParameterTypes().isEmpty();
        return now || millis || date;
    }
}
