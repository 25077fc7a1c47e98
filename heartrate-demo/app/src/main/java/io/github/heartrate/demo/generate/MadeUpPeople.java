package io.github.heartrate.demo.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.datafaker.providers.healthcare.HealthcareFaker;

/** Makes up patients with Datafaker. It reads all its names and hospitals for the first. */
final class MadeUpPeople {

    private static final int RESTING_MIN = 60;
    private static final int RESTING_SPREAD = 22;
    private static final int BEDS = 30;

    private MadeUpPeople() {}

    /** With numbered ids. The first of many are the same as those of few. */
    static List<Person> generate(long seed, int count) {
        Random random = new Random(seed);
        HealthcareFaker faker = new HealthcareFaker(random); // a Faker has these too, and loads all trades
        List<Person> people = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            String name = faker.name().firstName() + " " + faker.name().lastName();
            String bed = faker.careProvider().hospitalName() + ", bed " + (1 + random.nextInt(BEDS));
            people.add(new Person("Patient_" + number, name, bed, RESTING_MIN + random.nextInt(RESTING_SPREAD)));
        }
        return people;
    }
}
