package io.github.heartrate.toolkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.heartrate.toolkit.telemetry.Upward;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final String TOOLKIT = "io.github.heartrate.toolkit.";

    /** From the top down: each package may use those after it. */
    private static final List<String> FLOORS = List.of(
            "bridge",
            "ward",
            "report",
            "analysis",
            "files",
            "files.internal.formats",
            "files.internal.exports",
            "files.internal.json",
            "files.internal.fit",
            "files.internal.table",
            "files.internal.tally",
            "display",
            "telemetry",
            "telemetry.internal.steps",
            "telemetry.internal.cells",
            "telemetry.internal.text");

    private static final int MOST_TYPES = 30;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.heartrate.toolkit");

    private static final ArchRule HIDDEN_TYPES_ARE_IN_NO_EXPORTED_SIGNATURE = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("..internal..")
            .should()
            .haveRawReturnType(resideInAPackage("..internal.."))
            .orShould()
            .haveRawParameterTypes(DescribedPredicate.anyElementThat(resideInAPackage("..internal..")));

    @Test
    void everyPackageHasItsFloor() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        FLOORS.stream().map(floor -> TOOLKIT + floor).toList());
    }

    static List<String> floors() {
        return FLOORS.subList(1, FLOORS.size());
    }

    @ParameterizedTest
    @MethodSource("floors")
    void packageUsesOnlyThoseBelowIt(String floor) {
        upwardFrom(floor).check(CLASSES);
    }

    @Test
    void wardAndReportDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(TOOLKIT + "ward")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TOOLKIT + "report")
                .check(CLASSES);
    }

    @Test
    void toolkitKnowsNoCommandLineAndOnlyBridgesKnowBrokers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "io.github.heartrate.demo..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(TOOLKIT + "bridge")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.rabbitmq..", "io.github.heartrate.amqp..")
                .check(CLASSES);
    }

    @Test
    void hiddenTypesAreInNoExportedSignature() {
        HIDDEN_TYPES_ARE_IN_NO_EXPORTED_SIGNATURE.check(CLASSES);
    }

    @Test
    void packageHasAtMostThirtyTypes() {
        Map<String, Long> sizes = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));

        assertThat(sizes).hasSize(FLOORS.size());
        assertThat(sizes).allSatisfy((name, types) -> assertThat(types).as(name).isLessThanOrEqualTo(MOST_TYPES));
    }

    @Test
    void lawsCatchAnOffender() {
        JavaClasses offender = new ClassFileImporter().importClasses(Upward.class);

        assertThatThrownBy(() -> upwardFrom("telemetry").check(offender)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> HIDDEN_TYPES_ARE_IN_NO_EXPORTED_SIGNATURE.check(offender))
                .isInstanceOf(AssertionError.class);
    }

    private static ArchRule upwardFrom(String floor) {
        return noClasses()
                .that()
                .resideInAPackage(TOOLKIT + floor)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FLOORS.subList(0, FLOORS.indexOf(floor)).stream()
                        .map(above -> TOOLKIT + above)
                        .toArray(String[]::new));
    }
}
