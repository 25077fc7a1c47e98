package io.github.heartrate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final ArchRule FEW_DEPENDENCIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.slf4j..", "org.jspecify..", "io.github.heartrate..");

    private static final ArchRule NO_CLOCK = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(Clock.class))
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    private static final ArchRule NO_THREAD_RANDOM_OR_FILE = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(Thread.class)
                    .or(assignableTo(Executor.class))
                    .or(assignableTo(Random.class))
                    .or(assignableTo(File.class))
                    .or(resideInAnyPackage("java.nio.file..", "java.net..")));

    /** The main classes only: the tests live elsewhere. */
    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(Alert.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void lawsAreAboutTheMainClassesAndNoTests() {
        assertThat(CORE).hasSizeGreaterThan(15);
        assertThat(CORE.contain(HeartRateMonitor.class)).isTrue();
        assertThat(CORE.contain(ConsecutiveThresholdDetector.class)).isTrue();
        assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void coreDependsOnTheLoggingApiAndNothingElse() {
        FEW_DEPENDENCIES.check(CORE);
    }

    @Test
    void coreHasNoClock() {
        NO_CLOCK.check(CORE);
    }

    @Test
    void coreHasNoThreadNoChanceAndNoFile() {
        NO_THREAD_RANDOM_OR_FILE.check(CORE);
    }

    @Test
    void lawsCatchAnOffender() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
        for (ArchRule law : new ArchRule[] {FEW_DEPENDENCIES, NO_CLOCK, NO_THREAD_RANDOM_OR_FILE}) {
            assertThatThrownBy(() -> law.check(offender)).isInstanceOf(AssertionError.class);
        }
    }

    private static final class Offender implements BooleanSupplier {
        @Override
        public boolean getAsBoolean() {
            assertThat(Instant.now()).isNotNull();
            return new Random().nextBoolean();
        }
    }
}
