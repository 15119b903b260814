package io.market1s.ingest;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Which package may use which, and what only some may know. */
@AnalyzeClasses(packages = "io.market1s.ingest", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.market1s.ingest";
    private static final int MOST_CLASSES = 20;

    /** The root wires all; who is not named here uses none of ours. */
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "subscription", Set.of("feed", "exchange", "status", "time", "witness"),
            "backfill", Set.of("feed", "kafka", "exchange", "status", "time"),
            "feed", Set.of("kafka", "exchange", "status", "time", "witness"),
            "kafka", Set.of("exchange", "status"));

    @ArchTest
    static void aPackageUsesOnlyThoseThatItMay(JavaClasses all) {
        Set<String> uses = new TreeSet<>();
        Set<String> allowed = new TreeSet<>();
        MAY_USE.forEach((user, used) -> used.forEach(each -> allowed.add(user + " uses " + each)));
        for (JavaClass type : all) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(used -> used.getPackageName().startsWith(ROOT))
                    .filter(used -> !used.getPackageName().equals(type.getPackageName()))
                    .filter(used -> !type.getPackageName().equals(ROOT))
                    .forEach(used -> uses.add(name(type) + " uses " + name(used)));
        }

        assertThat(uses).isNotEmpty().isSubsetOf(allowed);
    }

    @ArchTest
    static final ArchRule NO_CIRCLE_OF_PACKAGES =
            slices().matching("io.market1s.ingest.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_WIRING_ASKS_A_GLOBAL_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(InstantSource.class, "system");

    @ArchTest
    static final ArchRule ONLY_THE_EXCHANGE_KNOWS_OKHTTP = noClasses()
            .that()
            .resideOutsideOfPackage("..ingest.exchange")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..");

    @ArchTest
    static final ArchRule KAFKAS_CLIENTS_ARE_FOR_KAFKA_AND_THE_WIRING = noClasses()
            .that()
            .resideOutsideOfPackages("..ingest.kafka", ROOT)
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.kafka..")
                    .and(describe("are neither records nor errors", type -> !isRecordOrError(type))));

    @ArchTest
    static final ArchRule WHO_WRITES_NO_RECORDS_KNOWS_NOTHING_OF_KAFKA = noClasses()
            .that()
            .resideInAnyPackage("..ingest.exchange", "..ingest.subscription", "..ingest.status", "..ingest.time")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule NOBODY_INHERITS_FROM_OURS = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .should()
            .haveModifier(FINAL);

    @ArchTest
    static void everyPackageIsSmall(JavaClasses all) {
        Map<String, Long> sizes = all.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(sizes)
                .hasSizeGreaterThan(MAY_USE.size())
                .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_CLASSES));
    }

    private static String name(JavaClass type) {
        return type.getPackageName().equals(ROOT)
                ? "root"
                : type.getPackageName().substring(ROOT.length() + 1);
    }

    private static boolean isRecordOrError(JavaClass type) {
        return type.isEquivalentTo(ProducerRecord.class) || type.isAssignableTo(KafkaException.class);
    }
}
