package io.github.heartrate.demo.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.datafaker.Faker;
import net.datafaker.providers.healthcare.HealthcareFaker;

/** Makes up patients. */
final class People {

    private static final int RESTING_MIN = 60;
    private static final int RESTING_SPREAD = 22;
    private static final int BEDS = 30;

    private People() {}

    static List<Person> generate(GeneratorSettings settings) {
        Random random = new Random(settings.seed());
        Faker faker = new Faker(random);
        HealthcareFaker hospitals = new HealthcareFaker(random);
        List<Person> people = new ArrayList<>(settings.patients());
        for (int number = 1; number <= settings.patients(); number++) {
            String name = faker.name().firstName() + " " + faker.name().lastName();
            String bed = hospitals.careProvider().hospitalName() + ", bed " + (1 + random.nextInt(BEDS));
            String id = switch (settings.ids()) {
                case NUMBERED -> "Patient_" + number;
                case NAMED -> "DEMO-" + number + " " + name;
            };
            people.add(new Person(id, name, bed, RESTING_MIN + random.nextInt(RESTING_SPREAD)));
        }
        return people;
    }
}
