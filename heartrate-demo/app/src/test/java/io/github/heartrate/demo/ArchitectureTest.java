package io.github.heartrate.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.heartrate");

    @Test
    void everyModuleIsLookedAt() {
        assertThat(classes.stream().map(type -> type.getPackageName()).distinct())
                .contains(
                        "io.github.heartrate",
                        "io.github.heartrate.amqp",
                        "io.github.heartrate.toolkit.telemetry",
                        "io.github.heartrate.demo");
    }

    @Test
    void modulesDependDownwardOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.github.heartrate")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.heartrate.amqp..", "io.github.heartrate.toolkit..", "io.github.heartrate.demo..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("io.github.heartrate.amqp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.heartrate.toolkit..", "io.github.heartrate.demo..")
                .check(classes);
    }

    @Test
    void featuresDoNotKnowTheCommandLine() {
        noClasses()
                .that()
                .resideInAnyPackage("io.github.heartrate.demo.generate", "io.github.heartrate.toolkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.heartrate.demo")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "io.github.heartrate.amqp..")
                .check(classes);
    }
}
