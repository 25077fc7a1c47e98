package io.github.heartrate.demo.generate;

import java.util.List;

/**
 * The first patients of one seed, as {@link MadeUpPeople} makes them up; a test compares them. Most runs generate no others,
 * and need not read Datafaker's files.
 */
final class FirstPeople {

    /** The default. */
    static final long SEED = 42;

    /** With numbered ids. */
    static final List<Person> ALL = List.of(
            new Person("Patient_1", "Lamar Lehner", "Bryan Medical Center, bed 1", 79),
            new Person("Patient_2", "Nanci Stokes", "Thomas E. Creek VA Medical Center, bed 3", 78),
            new Person("Patient_3", "Joy Hermann", "Aurora Charter Oak, bed 7", 80),
            new Person(
                    "Patient_4",
                    "Graig Tillman",
                    "Providence Little Company of Mary Transitional Care Center, bed 27",
                    69),
            new Person("Patient_5", "Devon Mitchell", "Tristar Centennial Medical Center, bed 8", 78));

    private FirstPeople() {}
}
