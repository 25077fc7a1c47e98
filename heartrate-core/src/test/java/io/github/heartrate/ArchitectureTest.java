package io.github.heartrate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
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

    private static final ArchRule NO_RANDOM_OR_FILE = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(Random.class)
                    .or(assignableTo(File.class))
                    .or(resideInAnyPackage("java.nio.file..", "java.net..")));

    /**
     * The queue runs tasks on the caller's executor, and has to know which thread waits for whom; the lock tells the
     * processor that its thread waits.
     */
    private static final ArchRule THREADS_AND_EXECUTORS_IN_FEW_PLACES = noClasses()
            .that(not(belongToAnyOf(QueueingAlertListener.class, SpinLock.class)))
            .should()
            .dependOnClassesThat(assignableTo(Thread.class).or(assignableTo(Executor.class)));

    private static final ArchRule NO_NEW_THREAD = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(ExecutorService.class)
                    .or(assignableTo(Executors.class))
                    .or(assignableTo(CompletionStage.class))
                    .or(assignableTo(Timer.class))
                    .or(assignableTo(ThreadFactory.class)))
            .orShould()
            .callCodeUnitWhere(describe(
                    "make or start a thread",
                    call -> call.getTargetOwner().isAssignableTo(Thread.class)
                            && !Set.of("currentThread", "interrupt", "onSpinWait")
                                    .contains(call.getTarget().getName())));

    private static final ArchRule[] LAWS = {
        FEW_DEPENDENCIES, NO_CLOCK, NO_RANDOM_OR_FILE, THREADS_AND_EXECUTORS_IN_FEW_PLACES, NO_NEW_THREAD
    };

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
    void coreHasNoChanceAndNoFile() {
        NO_RANDOM_OR_FILE.check(CORE);
    }

    @Test
    void coreStartsNoThreadAndUsesTheCallersInFewPlaces() {
        THREADS_AND_EXECUTORS_IN_FEW_PLACES.check(CORE);
        NO_NEW_THREAD.check(CORE);
    }

    @Test
    void mapOfThePackageNamesEveryPublicType() throws IOException {
        String map = Files.readString(Path.of(System.getProperty("basedir", "."))
                .resolve("src/main/java/io/github/heartrate/package-info.java"));
        assertThat(CORE.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName))
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(map).contains(name + "}"));
    }

    @Test
    void testKitDependsOnTheLibraryAlone() {
        JavaClasses kit = new ClassFileImporter()
                .withImportOption(location -> location.contains("test-classes"))
                .importPackages("io.github.heartrate.testkit");
        assertThat(kit).hasSizeGreaterThan(4);
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "io.github.heartrate.testkit..")
                        .or(describe(
                                "is public in the library",
                                target -> CORE.contain(target.getName())
                                        && target.getModifiers().contains(JavaModifier.PUBLIC))))
                .check(kit);
    }

    @Test
    void lawsCatchAnOffender() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
        for (ArchRule law : LAWS) {
            assertThatThrownBy(() -> law.check(offender)).isInstanceOf(AssertionError.class);
        }
    }

    private static final class Offender implements BooleanSupplier {
        @Override
        public boolean getAsBoolean() {
            assertThat(Instant.now()).isNotNull();
            new Thread(() -> {}).start();
            return new Random().nextBoolean();
        }
    }
}
