package io.tidegate.architecture;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of the main code below one root package, by the sentence that each of them holds. */
final class Rules {
    private static final List<String> DOMAIN =
            List.of("config", "db", "provider", "budget", "queue", "record", "dock", "access", "account", "vault");

    private final String root;

    private Rules(String root) {
        this.root = root;
    }

    /** Every rule, by its name. */
    static Map<String, ArchRule> below(String root) {
        Rules rules = new Rules(root);
        Map<String, ArchRule> all = new LinkedHashMap<>();
        all.put("packages form no cycle", rules.noCycles());
        all.put("the domain knows no Camel", rules.noCamelInDomain());
        all.put("only stores and db speak SQL", rules.sqlInStores());
        all.put("time comes in through the constructor", rules.noSystemClock());
        all.put("only the command line writes to standard streams", rules.noStandardStreams());
        all.put("client and protocol stand alone", rules.deviceLibraryStandsAlone());
        all.put("the device library needs few others", rules.deviceLibraryNeedsFew());
        all.put("every package is null-marked", rules.nullMarked());
        all.put("names say a role", rules.rolesAsNames());
        all.put("settings are records", rules.settingsAreRecords());
        all.put("the domain has no setters", rules.noSetters());
        all.put("at most six parameters", rules.fewParameters());
        all.replaceAll((name, rule) -> rule.as(name).allowEmptyShould(true));
        return all;
    }

    private ArchRule noCycles() {
        SliceAssignment byPackage = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return SliceIdentifier.of(javaClass.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
        return slices().assignedFrom(byPackage).should().beFreeOfCycles();
    }

    private ArchRule noCamelInDomain() {
        return noClasses()
                .that()
                .resideInAnyPackage(domain())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..");
    }

    private ArchRule sqlInStores() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("db"))
                .and(are(ClassShape.nestedIn("Store").negate()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..");
    }

    private ArchRule noSystemClock() {
        return noClasses().should(SystemClock.beReadOutside(root + ".Tidegate"));
    }

    private ArchRule noStandardStreams() {
        return noClasses().that().resideOutsideOfPackage(in("cli")).should(ACCESS_STANDARD_STREAMS);
    }

    private ArchRule deviceLibraryStandsAlone() {
        return noClasses()
                .that()
                .resideInAnyPackage(in("client"), in("protocol"))
                .should()
                .dependOnClassesThat(ClassShape.below(root, "client", "protocol"));
    }

    private ArchRule deviceLibraryNeedsFew() {
        return classes()
                .that()
                .resideInAnyPackage(in("client"), in("protocol"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        in("client"),
                        in("protocol"),
                        "java..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..",
                        "org.slf4j..");
    }

    private ArchRule nullMarked() {
        return classes().should(ClassShape.LIE_IN_A_NULL_MARKED_PACKAGE);
    }

    private ArchRule rolesAsNames() {
        return classes().should(ClassShape.BE_NAMED_AFTER_A_ROLE);
    }

    private ArchRule settingsAreRecords() {
        return classes().that().haveSimpleNameEndingWith("Settings").should().beRecords();
    }

    private ArchRule noSetters() {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(domain())
                .should(CodeUnitShape.BE_NO_SETTER);
    }

    private ArchRule fewParameters() {
        return codeUnits().should(CodeUnitShape.haveAtMostParameters(6));
    }

    private String[] domain() {
        return DOMAIN.stream().map(this::in).toArray(String[]::new);
    }

    private String in(String name) {
        return root + "." + name + "..";
    }
}
