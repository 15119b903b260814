package io.market1s;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom: commands and operations use settings, settings use nobody. */
@AnalyzeClasses(
        packages = {"io.market1s.settings", "io.market1s.operations", "io.market1s.command"},
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("io.market1s.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SETTINGS_NEED_NOTHING_BUT_JAVA = classes()
            .that()
            .resideInAPackage("io.market1s.settings")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.market1s.settings", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule ONLY_COMMANDS_KNOW_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage("io.market1s.command")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule OPERATIONS_KNOW_NO_COMMANDS = noClasses()
            .that()
            .resideInAPackage("io.market1s.operations")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.market1s.command");

    @ArchTest
    static final ArchRule COMMANDS_KNOW_NO_OPERATIONS = noClasses()
            .that()
            .resideInAPackage("io.market1s.command")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.market1s.operations");
}
