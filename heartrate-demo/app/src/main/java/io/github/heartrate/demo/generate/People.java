package io.github.heartrate.demo.generate;

import java.util.ArrayList;
import java.util.List;

/** Makes up patients. */
final class People {

    private People() {}

    static List<Person> generate(GeneratorSettings settings) {
        List<Person> made = settings.seed() == FirstPeople.SEED && settings.patients() <= FirstPeople.ALL.size()
                ? FirstPeople.ALL.subList(0, settings.patients())
                : MadeUpPeople.generate(settings.seed(), settings.patients());
        List<Person> people = new ArrayList<>(made.size());
        for (Person person : made) {
            people.add(
                    switch (settings.ids()) {
                        case NUMBERED -> person;
                        case NAMED -> person.called("DEMO-" + (people.size() + 1) + " " + person.name());
                    });
        }
        return people;
    }
}
