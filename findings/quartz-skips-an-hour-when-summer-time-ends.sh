#!/usr/bin/env bash
# Quartz 2.5.0: in the night when summer time ends, a job that runs every 30 minutes does not run for an hour and a half.
#
# Expected: the hour from 02:00 to 03:00 comes twice in that night. A rule "every 30 minutes, all day" runs in both of them,
#   or at worst twice at one local time. No two runs are more than 30 minutes apart.
# Happens: the first of the two hours is left out. After 01:30 summer time the next run is at 02:00 winter time, 90 minutes
#   later. The rule "every hour" leaves one run out as well. A rule in UTC is not affected, and neither is the night in spring.
# Why it matters: a job of this kind asks whether each patient's device still sends. In one night per year it is blind for
#   90 minutes. All readings of that time are there, so nobody sees the reason later.
# Instead: let the trigger run in UTC, or use a SimpleTrigger with an interval, which counts real time.
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
      <groupId>org.quartz-scheduler</groupId>
      <artifactId>quartz</artifactId>
      <version>2.5.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 || {
  cat mvn.log >&2
  exit 1
}
cat >Main.java <<'JAVA'
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.quartz.CronScheduleBuilder;
import org.quartz.ScheduleBuilder;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerUtils;
import org.quartz.spi.OperableTrigger;

class Main {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    public static void main(String[] args) {
        System.out.println("Quartz 2.5.0, local times in Berlin with their offset");
        String autumn = "2026-10-24T23:00:00Z";
        runs("every 30 minutes, autumn", cron("0 0/30 * * * ?", "Europe/Berlin"), autumn);
        runs("every hour, autumn", cron("0 0 * * * ?", "Europe/Berlin"), autumn);
        runs("every 30 minutes in UTC, autumn", cron("0 0/30 * * * ?", "UTC"), autumn);
        runs("interval of 30 minutes, autumn", SimpleScheduleBuilder.repeatMinutelyForever(30), autumn);
        runs("every 30 minutes, spring", cron("0 0/30 * * * ?", "Europe/Berlin"), "2026-03-29T00:00:00Z");
    }

    private static ScheduleBuilder<?> cron(String expression, String zone) {
        return CronScheduleBuilder.cronSchedule(expression).inTimeZone(TimeZone.getTimeZone(zone));
    }

    private static void runs(String what, ScheduleBuilder<?> schedule, String start) {
        Instant from = Instant.parse(start);
        var trigger = (OperableTrigger) TriggerBuilder.newTrigger()
                .startAt(Date.from(from))
                .withSchedule(schedule)
                .build();
        var times = TriggerUtils.computeFireTimesBetween(
                trigger, null, Date.from(from), Date.from(from.plus(Duration.ofMinutes(151))));
        System.out.println(what + ": " + times.stream()
                .map(time -> time.toInstant().atZone(BERLIN))
                .map(time -> time.toLocalTime() + time.getOffset().getId().substring(0, 3))
                .collect(Collectors.joining(" ")));
    }
}
JAVA
seen=$(java -cp 'lib/*' Main.java 2>err.log) || {
  cat err.log >&2
  exit 1
}
recorded=$(
  cat <<'TEXT'
Quartz 2.5.0, local times in Berlin with their offset
every 30 minutes, autumn: 01:00+02 01:30+02 02:00+01 02:30+01
every hour, autumn: 01:00+02 02:00+01
every 30 minutes in UTC, autumn: 01:00+02 01:30+02 02:00+02 02:30+02 02:00+01 02:30+01
interval of 30 minutes, autumn: 01:00+02 01:30+02 02:00+02 02:30+02 02:00+01 02:30+01
every 30 minutes, spring: 01:00+01 01:30+01 03:00+02 03:30+02 04:00+02 04:30+02
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: no run for 90 minutes."
