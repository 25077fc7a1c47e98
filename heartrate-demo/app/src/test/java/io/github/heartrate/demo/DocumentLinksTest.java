package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a document points to is there: files, headings of documents, tests. */
class DocumentLinksTest {

    private static final Path ROOT = PrintedCommands.ROOT;

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:[.#]\\w+)?`");

    private static final List<Path> documents = new ArrayList<>();
    private static final Set<String> classes = new HashSet<>();

    @BeforeAll
    static void lookAtTheRepository() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
                    .forEach(file -> {
                        if (file.toString().endsWith(".md")) {
                            documents.add(file);
                        } else if (file.toString().endsWith(".java")) {
                            classes.add(file.getFileName().toString().replace(".java", ""));
                        }
                    });
        }
        assertThat(documents).hasSizeGreaterThan(15);
    }

    @Test
    void everyLinkLeadsToAFileAndItsHeading() throws IOException {
        for (Path document : documents) {
            Matcher link = LINK.matcher(withoutCode(Files.readString(document)));
            while (link.find()) {
                if (link.group(1).matches("https?:.*")) {
                    continue;
                }
                Path target = link.group(1).isEmpty()
                        ? document
                        : document.resolveSibling(link.group(1)).normalize();
                assertThat(target)
                        .as("%s: %s", ROOT.relativize(document), link.group())
                        .exists();
                if (link.group(2) != null) {
                    assertThat(headings(target))
                            .as("%s: %s", ROOT.relativize(document), link.group())
                            .contains(link.group(2));
                }
            }
        }
    }

    @Test
    void everyTestThatADocumentNamesExists() throws IOException {
        int named = 0;
        for (Path document : documents) {
            Matcher test = TEST.matcher(Files.readString(document));
            while (test.find()) {
                assertThat(classes).as(ROOT.relativize(document).toString()).contains(test.group(1));
                named++;
            }
        }
        assertThat(named).isGreaterThan(50);
    }

    /** Of words with a capital within; others may be words of English. */
    @Test
    void everyTypeThatContributorsAreSentToExists() throws IOException {
        Pattern type = Pattern.compile("[`\"](\\p{Lu}\\p{Ll}+\\p{Lu}\\w*)\\b");
        int named = 0;
        for (String document : List.of("ARCHITECTURE.md", "CONTRIBUTING.md")) {
            Matcher name = type.matcher(Files.readString(ROOT.resolve(".github").resolve(document)));
            while (name.find()) {
                assertThat(classes).as(document).contains(name.group(1));
                named++;
            }
        }
        assertThat(named).isGreaterThan(30);
    }

    private static String withoutCode(String markdown) {
        return markdown.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "code");
    }

    /** As they stand in links: in lower case, with hyphens, without other marks. */
    private static Set<String> headings(Path document) throws IOException {
        Set<String> headings = new HashSet<>();
        Matcher heading = HEADING.matcher(Files.readString(document));
        while (heading.find()) {
            headings.add(heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\w\\- ]", "")
                    .replace(' ', '-'));
        }
        return headings;
    }
}
