package io.github.heartrate.amqp;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.internal.link.Link;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.github.heartrate.amqp";

    /** From the bottom to the top: a package knows only those before it. */
    private static final List<String> ROOMS = Stream.of(
                    ".broker",
                    ".internal.text",
                    ".codec",
                    ".codec.fhir",
                    ".codec.hl7",
                    ".observe",
                    ".internal.link",
                    ".state",
                    ".internal.checkpoint",
                    ".topology",
                    ".internal.session",
                    "")
            .map(room -> ROOT + room)
            .toList();

    private static final int TYPES_PER_ROOM = 30;

    private static final ArchRule ONE_MAKER_OF_CONNECTIONS = noClasses()
            .that(not(resideInAnyPackage(ROOT + ".broker")))
            .should()
            .callConstructor(ConnectionFactory.class);

    /** The sessions consume readings, and the public consumer consumes alerts. */
    private static final ArchRule FEW_CONSUMERS = noClasses()
            .that(not(resideInAnyPackage(ROOT + ".internal.session").or(belongToAnyOf(AlertConsumer.class))))
            .should()
            .callCodeUnitWhere(describe(
                    "consume",
                    call -> call.getTargetOwner().isAssignableTo(Channel.class)
                            && call.getTarget().getName().equals("basicConsume")));

    private static final ArchRule NOTHING_INTERNAL_IN_PUBLIC = codeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(describe(
                    "are public and exported",
                    type -> !type.getPackageName().contains(".internal.")
                            && type.getModifiers().contains(JavaModifier.PUBLIC)))
            .should(new ArchCondition<JavaCodeUnit>("name exported types alone") {
                @Override
                public void check(JavaCodeUnit unit, ConditionEvents events) {
                    unit.getAllInvolvedRawTypes().stream()
                            .map(JavaClass::getBaseComponentType)
                            .filter(type -> type.getPackageName().startsWith(ROOT + ".internal."))
                            .filter(type -> !type.equals(unit.getOwner()))
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    unit, unit.getFullName() + " names " + type.getName())));
                }
            });

    /** The main classes only: the tests live elsewhere. */
    private static final JavaClasses MAIN = new ClassFileImporter()
            .importUrl(HeartRateAmqp.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void everyMainClassLivesInARoomThatTheLawsKnow() {
        Set<String> packages = MAIN.stream()
                .filter(type -> !type.getSimpleName().equals("module-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        assertThat(packages).containsExactlyInAnyOrderElementsOf(ROOMS);
        assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void arrowsBetweenRoomsPointDownOnly() {
        IntStream.range(0, ROOMS.size() - 1).forEach(room -> pointsDown(room).check(MAIN));
    }

    private static ArchRule pointsDown(int room) {
        String[] above = ROOMS.subList(room + 1, ROOMS.size()).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOMS.get(room))
                .should()
                .dependOnClassesThat(resideInAnyPackage(above));
    }

    @Test
    void noRoomHoldsMoreTypesThanAReaderCanKnow() {
        Map<String, Long> types = MAIN.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().endsWith("-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(types.values()).allMatch(count -> count <= TYPES_PER_ROOM);
    }

    @Test
    void onlyTheBrokerMakesConnections() {
        ONE_MAKER_OF_CONNECTIONS.check(MAIN);
    }

    @Test
    void onlySessionsConsumeReadings() {
        FEW_CONSUMERS.check(MAIN);
    }

    @Test
    void internalTypesAreInNoPublicSignature() {
        NOTHING_INTERNAL_IN_PUBLIC.check(MAIN);
    }

    @Test
    void theModuleExportsEveryRoomThatIsNotInternal() {
        Set<String> exported = HeartRateAmqp.class.getModule().getDescriptor().exports().stream()
                .map(Exports::source)
                .collect(Collectors.toSet());
        assertThat(exported)
                .containsExactlyInAnyOrderElementsOf(ROOMS.stream()
                        .filter(room -> !room.contains(".internal."))
                        .toList());
    }

    @Test
    void lawsCatchAnOffender() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class, Broker.class, Link.class);
        for (ArchRule law : List.of(ONE_MAKER_OF_CONNECTIONS, FEW_CONSUMERS, NOTHING_INTERNAL_IN_PUBLIC)) {
            assertThatThrownBy(() -> law.check(offender)).isInstanceOf(AssertionError.class);
        }
        JavaClasses top = new ClassFileImporter().importClasses(HeartRateAmqp.class, Broker.class);
        assertThatThrownBy(() -> noClasses()
                        .that()
                        .resideInAPackage(ROOT)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(ROOT + ".broker"))
                        .check(top))
                .isInstanceOf(AssertionError.class);
    }

    public static final class Offender {
        public Link offend(Channel channel) throws IOException {
            assertThat(new ConnectionFactory()).isNotNull();
            channel.basicConsume("q", null);
            throw new IOException();
        }
    }
}
