package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every {@code java} block of every document compiles. CONTRIBUTING says how a block is wrapped: it gets the imports below
 * and stands in a method, unless it declares a type at the beginning of a line. What it takes for granted are the
 * parameters of that method, in a comment before it: {@code <!-- given: Connection connection -->}.
 */
class DocumentExamplesTest {

    private static final Path ROOT = root();

    private static final Pattern FENCE = Pattern.compile("^\\s*(```+|~~~+)\\s*(\\w*).*$");
    private static final Pattern GIVEN = Pattern.compile("^\\s*<!-- given: (.*) -->\\s*$");
    private static final Pattern TYPE = Pattern.compile(
            "^(?:public |final |abstract |sealed |static )*(?:class|record|interface|enum) (\\w+).*",
            Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

    private static final List<String> IMPORTS = List.of(
            "com.rabbitmq.client.*",
            "java.net.URI",
            "java.nio.file.*",
            "java.time.*",
            "java.util.*",
            "java.util.concurrent.*",
            "javax.net.ssl.SSLContext",
            "org.slf4j.*",
            "static io.github.heartrate.testkit.AlertAssertions.*",
            "io.github.heartrate.testkit.*");

    @TempDir
    private Path classes;

    @Test
    void everyJavaBlockOfEveryDocumentCompiles() throws IOException {
        List<Block> blocks = blocks();

        assertThat(blocks).hasSizeGreaterThan(10);
        assertThat(problemsOf(blocks)).isEmpty();
    }

    @Test
    void blockThatDoesNotCompileIsToldWithDocumentAndLine() throws IOException {
        List<Block> blocks = blocksOf("guide.md", "# A guide\n\n```java\nint one = 1;\nint two = three;\n```\n");

        assertThat(problemsOf(blocks)).singleElement().asString().startsWith("guide.md:5: cannot find symbol");
    }

    @Test
    void whatIsGivenIsKnownToTheBlock() throws IOException {
        assertThat(problemsOf(blocksOf("guide.md", "<!-- given: int three -->\n```java\nint two = three;\n```\n")))
                .isEmpty();
    }

    @Test
    void typeStandsByItself() throws IOException {
        assertThat(problemsOf(blocksOf("guide.md", "```java\nclass Pager {\n    void page() {}\n}\n```\n")))
                .isEmpty();
    }

    /** @param line of the block's first line, from 1 */
    private record Block(String document, int line, String given, String code) {

        JavaFileObject source(int number, String imports) {
            Matcher type = TYPE.matcher(code);
            String name = type.find() ? type.group(1) : "Example" + number;
            // One line before the code, so that a line of the source is one of the document.
            String source = name.startsWith("Example")
                    ? imports + "class " + name + " { void example(" + given + ") throws Exception {\n" + code + "}}\n"
                    : "package example" + number + "; " + imports + "\n" + code;
            return new SourceOf(name, source, this);
        }
    }

    private static final class SourceOf extends SimpleJavaFileObject {

        private final String source;
        private final Block block;

        SourceOf(String name, String source, Block block) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.source = source;
            this.block = block;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }

    private List<String> problemsOf(List<Block> blocks) throws IOException {
        String imports = imports();
        List<JavaFileObject> sources = new ArrayList<>();
        for (Block block : blocks) {
            sources.add(block.source(sources.size(), imports));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
        // The test kit is in the test classes of the core.
        String classPath = System.getProperty("java.class.path")
                + File.pathSeparator
                + ROOT.resolve("heartrate-core/target/test-classes");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(told, null, null)) {
            List<String> options = List.of("-proc:none", "-d", classes.toString(), "-cp", classPath);
            compiler.getTask(null, files, told, options, null, sources).call();
        }
        return told.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(DocumentExamplesTest::inWords)
                .toList();
    }

    private static String inWords(Diagnostic<? extends JavaFileObject> problem) {
        String what = problem.getMessage(Locale.ROOT);
        if (problem.getSource() instanceof SourceOf source) {
            Block block = source.block;
            return block.document + ":" + (block.line + problem.getLineNumber() - 2) + ": " + what;
        }
        return what;
    }

    /** Those of the list, and all public packages of the libraries. */
    private static String imports() throws IOException {
        TreeSet<String> imports = new TreeSet<>(IMPORTS);
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.endsWith("package-info.java"))
                    .filter(file -> ROOT.relativize(file)
                            .toString()
                            .matches("heartrate-(core|amqp|demo/toolkit)/src/main/java/.*"))
                    .map(DocumentExamplesTest::packageOf)
                    .filter(name -> !name.contains(".internal"))
                    .forEach(name -> imports.add(name + ".*"));
        }
        return imports.stream().map(name -> "import " + name + "; ").collect(Collectors.joining());
    }

    private static String packageOf(Path packageInfo) {
        Matcher name = PACKAGE.matcher(read(packageInfo));
        assertThat(name.find()).as(packageInfo.toString()).isTrue();
        return name.group(1);
    }

    private static List<Block> blocks() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
                    .sorted()
                    .flatMap(file -> blocksOf(ROOT.relativize(file).toString(), read(file)).stream())
                    .toList();
        }
    }

    private static List<Block> blocksOf(String document, String markdown) {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = markdown.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            int start = i + 1;
            do {
                i++;
                assertThat(i).as("%s:%d: the block has no end", document, start).isLessThan(lines.size());
            } while (!lines.get(i).strip().equals(fence.group(1)));
            if (fence.group(2).equalsIgnoreCase("java")) {
                Matcher given = GIVEN.matcher(start > 1 ? lines.get(start - 2) : "");
                blocks.add(new Block(
                        document,
                        start + 1,
                        given.matches() ? given.group(1) : "",
                        String.join("\n", lines.subList(start, i)) + "\n"));
            }
        }
        return blocks;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the whole project, wherever in it the tests run. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("LICENSE"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
