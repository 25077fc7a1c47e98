#!/usr/bin/env bash
# CQL engine 3.29.0 (Java): where episodes are joined over gaps of up to 5 minutes, one of 10 minutes lasts 15.
#
# Expected: in the Clinical Quality Language, collapse gives the intervals that completely cover those in a list. With
#   "per 5 minutes" the engines also join what is up to five minutes apart. No result ends later than the last
#   interval. The language is a standard, so both engines of one project give one answer.
# Happens: cql-execution 3.3.2 (JavaScript) does that. The Java engine adds the five minutes to the end of the earlier
#   episode, and forgets to take them off again unless the later episode ends after that. Minutes 0-10 and 2-3 become
#   0-15, and 0-30 with "per 20 minutes". 0-1 and 3-4 become 0-6, so they reach an episode at minute 10 and join it
#   too. Without "per", and where the last episode is long enough, the result is right. Nothing is told.
# Why it matters: the time that a patient spent in tachycardia is summed up from such episodes, and a measure of
#   quality or a study takes it as given. It is longer than what was measured, and two episodes far apart are counted
#   as one.
# Instead: run the measure with cql-execution, or check that each end of the result is an end in the list.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>info.cqframework</groupId>
      <artifactId>engine</artifactId>
      <version>3.29.0</version>
    </dependency>
    <dependency>
      <groupId>info.cqframework</groupId>
      <artifactId>cql-to-elm</artifactId>
      <version>3.29.0</version>
    </dependency>
    <dependency>
      <groupId>info.cqframework</groupId>
      <artifactId>elm-jackson</artifactId>
      <version>3.29.0</version>
    </dependency>
    <dependency>
      <groupId>info.cqframework</groupId>
      <artifactId>model-jackson</artifactId>
      <version>3.29.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
  -DoutputDirectory=lib >mvn.log 2>&1 || {
  cat mvn.log >&2
  exit 1
}
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error cql-execution@3.3.2 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}
cat >Ward.cql <<'CQL'
library Ward

define function At(passed Integer): DateTime(2026, 1, 1, 12, passed, 0, 0, 0.0)
define function Episode(begin Integer, finish Integer): Interval[At(begin), At(finish)]
define function Minutes(episodes List<Interval<DateTime>>):
  episodes E return ToString(minute from start of E) + '-' + ToString(minute from end of E)

define "0-1, per 5": Minutes(collapse { Episode(0, 1) } per 5 minutes)
define "0-1 and 3-4": Minutes(collapse { Episode(0, 1), Episode(3, 4) })
define "0-1 and 3-4, per 2": Minutes(collapse { Episode(0, 1), Episode(3, 4) } per 2 minutes)
define "0-1 and 3-4, per 5": Minutes(collapse { Episode(0, 1), Episode(3, 4) } per 5 minutes)
define "0-1 and 3-8, per 5": Minutes(collapse { Episode(0, 1), Episode(3, 8) } per 5 minutes)
define "0-1 and 5-6, per 5": Minutes(collapse { Episode(0, 1), Episode(5, 6) } per 5 minutes)
define "0-1 and 7-8, per 5": Minutes(collapse { Episode(0, 1), Episode(7, 8) } per 5 minutes)
define "0-1, 3-4 and 10-11, per 5": Minutes(collapse { Episode(0, 1), Episode(3, 4), Episode(10, 11) } per 5 minutes)
define "0-10 and 2-3": Minutes(collapse { Episode(0, 10), Episode(2, 3) })
define "0-10 and 2-3, per 5": Minutes(collapse { Episode(0, 10), Episode(2, 3) } per 5 minutes)
define "0-10 and 2-3, per 20": Minutes(collapse { Episode(0, 10), Episode(2, 3) } per 20 minutes)
CQL
cat >Main.java <<'JAVA'
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.cqframework.cql.cql2elm.CqlTranslator;
import org.cqframework.cql.cql2elm.DefaultLibrarySourceProvider;
import org.cqframework.cql.cql2elm.LibraryManager;
import org.cqframework.cql.cql2elm.ModelManager;
import org.hl7.elm.r1.FunctionDef;
import org.hl7.elm.r1.VersionedIdentifier;
import org.opencds.cqf.cql.engine.execution.CqlEngine;
import org.opencds.cqf.cql.engine.execution.Environment;

public class Main {
    public static void main(String[] arguments) throws IOException {
        var libraries = new LibraryManager(new ModelManager());
        libraries.getLibrarySourceLoader().registerProvider(new DefaultLibrarySourceProvider(Path.of(".")));
        var translator = CqlTranslator.fromFile(new File("Ward.cql"), libraries);
        translator.getErrors().forEach(error -> System.err.println(error.getMessage()));
        Files.writeString(Path.of("ward.json"), translator.toJson());
        var engine = new CqlEngine(new Environment(libraries));
        for (var definition : translator.toELM().getStatements().getDef()) {
            if (!(definition instanceof FunctionDef)) {
                var name = definition.getName();
                var result = engine.evaluate(new VersionedIdentifier().withId("Ward"), Set.of(name));
                System.out.println(name + ": " + result.forExpression(name).value());
            }
        }
    }
}
JAVA
javac -nowarn -cp 'lib/*' -d classes Main.java
java -cp 'classes:lib/*' Main >java.txt 2>err.log || {
  cat err.log >&2
  exit 1
}
cat >run.cjs <<'JS'
const { DateTime, Executor, Library, PatientSource } = require("cql-execution");
const library = new Library(require("./ward.json"));
const results = new Executor(library).exec(new PatientSource([]), DateTime.parse("2026-01-01T12:00:00.000+00:00"));
results.then(({ unfilteredResults }) => {
  for (const [name, episodes] of Object.entries(unfilteredResults)) {
    console.log(`${name}: [${episodes.join(", ")}]`);
  }
});
JS
node run.cjs >node.txt
seen=$(
  echo "minutes of the episodes, minutes to bridge: CQL engine 3.29.0 | cql-execution 3.3.2"
  while IFS= read -r line; do
    echo "$line | $(grep -F "${line%%:*}:" node.txt | sed 's/.*: //')"
  done <java.txt
)
recorded=$(
  cat <<'TEXT'
minutes of the episodes, minutes to bridge: CQL engine 3.29.0 | cql-execution 3.3.2
0-1, per 5: [0-1] | [0-1]
0-1 and 3-4: [0-1, 3-4] | [0-1, 3-4]
0-1 and 3-4, per 2: [0-4] | [0-4]
0-1 and 3-4, per 5: [0-6] | [0-4]
0-1 and 3-8, per 5: [0-8] | [0-8]
0-1 and 5-6, per 5: [0-6] | [0-6]
0-1 and 7-8, per 5: [0-1, 7-8] | [0-1, 7-8]
0-1, 3-4 and 10-11, per 5: [0-11] | [0-4, 10-11]
0-10 and 2-3: [0-10] | [0-10]
0-10 and 2-3, per 5: [0-15] | [0-10]
0-10 and 2-3, per 20: [0-30] | [0-10]
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: an episode of ten minutes lasts fifteen."
