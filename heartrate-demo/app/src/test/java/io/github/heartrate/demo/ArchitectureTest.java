package io.github.heartrate.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.heartrate.toolkit.upward.Upward;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final String DEMO = "io.github.heartrate.demo";

    /** From the top down: each package may use those after it. */
    private static final List<String> FLOORS =
            List.of("cli", "options", "replay", "bench", "broker", "policy", "alerts", "generate", "terminal", "text");

    private static final int MOST_TYPES = 30;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.heartrate");

    @Test
    void everyModuleAndPackageIsLookedAt() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .contains("io.github.heartrate", "io.github.heartrate.amqp", "io.github.heartrate.toolkit.telemetry")
                .contains(FLOORS.stream().map(floor -> DEMO + "." + floor).toArray(String[]::new));
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(DEMO + "."))
                        .distinct())
                .allMatch(name -> FLOORS.contains(name.substring(DEMO.length() + 1)));
    }

    @Test
    void modulesDependDownwardOnly() {
        nothingOf("io.github.heartrate")
                .mayUse("io.github.heartrate.amqp..", "io.github.heartrate.toolkit..", DEMO + "..")
                .check(CLASSES);
        nothingOf("io.github.heartrate.amqp..")
                .mayUse("io.github.heartrate.toolkit..", DEMO + "..")
                .check(CLASSES);
        toolkit().check(CLASSES);
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
    void onlyWhatReadsTheCommandLineKnowsPicocli() {
        for (String floor : List.of("replay", "bench", "broker", "alerts", "generate")) {
            nothingOf(DEMO + "." + floor).mayUse("picocli..").check(CLASSES);
        }
    }

    @Test
    void packageHasAtMostThirtyTypes() {
        Map<String, Long> sizes = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> type.getPackageName().matches("io\\.github\\.heartrate\\.demo\\b.*"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));

        assertThat(sizes).hasSize(FLOORS.size() + 1);
        assertThat(sizes).allSatisfy((name, types) -> assertThat(types).as(name).isLessThanOrEqualTo(MOST_TYPES));
    }

    @Test
    void lawsCatchAnOffender() {
        JavaClasses offenders = new ClassFileImporter().importClasses(Upward.class, ArchitectureTest.class);

        assertThatThrownBy(() -> toolkit().check(offenders)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> nothingOf(DEMO).mayUse("com.tngtech..").check(offenders))
                .isInstanceOf(AssertionError.class);
    }

    /** That its bridges alone know brokers is a rule of its own test. */
    private static ArchRule toolkit() {
        return nothingOf("io.github.heartrate.toolkit..").mayUse("picocli..", DEMO + "..");
    }

    private static ArchRule upwardFrom(String floor) {
        return nothingOf(DEMO + "." + floor)
                .mayUse(FLOORS.subList(0, FLOORS.indexOf(floor)).stream()
                        .map(above -> DEMO + "." + above)
                        .toList()
                        .toArray(new String[0]));
    }

    private static From nothingOf(String packages) {
        return new From(packages);
    }

    private record From(String packages) {

        ArchRule mayUse(String... forbidden) {
            return noClasses()
                    .that()
                    .resideInAPackage(packages)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .allowEmptyShould(false);
        }
    }
}
