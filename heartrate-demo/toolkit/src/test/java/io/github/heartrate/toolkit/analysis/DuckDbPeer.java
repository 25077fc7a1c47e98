package io.github.heartrate.toolkit.analysis;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * What a database makes of the same file: DuckDB counts, by window functions, the third readings in a row beyond one
 * limit of 50 and 100. Where no run goes over from one limit to the other, these are the alarms of the default policy.
 * Needs the driver on the class path, and nothing of this project; {@link ProcessBenchmark} runs it.
 */
final class DuckDbPeer {

    private DuckDbPeer() {}

    /** The file, and how many threads. */
    public static void main(String[] arguments) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("SET threads = " + Integer.parseInt(arguments[1]));
            statement.execute("SET TimeZone = 'UTC'");
            String file = arguments[0].replace("'", "''");
            String query = String.format(Locale.ROOT, """
            WITH sides AS (
                SELECT patient_id, timestamp,
                       CASE WHEN bpm < 50 THEN -1 WHEN bpm > 100 THEN 1 ELSE 0 END AS side
                FROM read_csv('%s', header = true,
                     columns = {'patient_id': 'VARCHAR', 'timestamp': 'TIMESTAMPTZ', 'bpm': 'DOUBLE'})),
            steps AS (
                SELECT side,
                       lag(side, 1, 0) OVER patient AS side_1,
                       lag(side, 2, 0) OVER patient AS side_2,
                       lag(side, 3, 0) OVER patient AS side_3
                FROM sides WINDOW patient AS (PARTITION BY patient_id ORDER BY timestamp))
            SELECT count(*) FROM steps WHERE side <> 0 AND side = side_1 AND side = side_2 AND side <> side_3
            """, file);
            try (ResultSet alarms = statement.executeQuery(query)) {
                alarms.next();
                System.out.println(alarms.getLong(1) + " alarms");
            }
        }
    }
}
