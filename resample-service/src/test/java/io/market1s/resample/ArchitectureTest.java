package io.market1s.resample;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** The core stays pure: what cannot see Kafka, JSON or a clock cannot depend on them (promises 3 and 4). */
@AnalyzeClasses(packages = "io.market1s.resample", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NEITHER_KAFKA_NOR_JSON = noClasses()
            .that()
            .resideInAPackage("..resample.bar..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "com.fasterxml..", "org.slf4j..", "io.market1s.resample.stream..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("io\\.market1s\\.data\\.(.*Json|UpbitParser|RawHeaders|Topic.*)");

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NO_CLOCK = noClasses()
            .that()
            .resideInAPackage("..resample.bar..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule NOBODY_ASKS_A_GLOBAL_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC");
}
