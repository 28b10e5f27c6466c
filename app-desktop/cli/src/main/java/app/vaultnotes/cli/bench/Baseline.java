package app.vaultnotes.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.parser.Parser;

/** The least that could do a job: bare SQLite and a bare Markdown parser. */
final class Baseline implements AutoCloseable {

    private static final int BATCH = 250;

    private final Connection connection;

    Baseline(Path database) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        run("PRAGMA journal_mode=WAL");
        run("PRAGMA synchronous=FULL");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Reads files, parses them, and inserts them into a full-text table; seconds. */
    double importSeconds(Path folder) throws IOException, SQLException {
        run("CREATE VIRTUAL TABLE notes USING fts5(body)");
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        long start = System.nanoTime();
        Parser parser = Parser.builder().build();
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO notes (body) VALUES (?)")) {
            int count = 0;
            for (Path file : files) {
                String text = Files.readString(file);
                parser.parse(text);
                insert.setString(1, text);
                insert.executeUpdate();
                if (++count % BATCH == 0) {
                    connection.commit();
                }
            }
            connection.commit();
        }
        connection.setAutoCommit(true);
        return (System.nanoTime() - start) / 1e9;
    }

    /** One small row, durable; milliseconds, the median. */
    double commitMillis(int times) throws SQLException {
        run("CREATE TABLE small (n INTEGER PRIMARY KEY, bytes BLOB)");
        double[] millis = new double[times];
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO small (bytes) VALUES (?)")) {
            for (int i = 0; i < times; i++) {
                insert.setBytes(1, new byte[100]);
                long start = System.nanoTime();
                insert.executeUpdate();
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        return Figures.percentile(millis, 50);
    }

    /**
     * Queries a full-text table for a page of hits and their number; milliseconds for each word.
     */
    static double[] searchMillis(Path vaultDatabase, List<String> words) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + vaultDatabase);
                PreparedStatement page =
                        connection.prepareStatement(
                                "SELECT rowid FROM note_fts WHERE note_fts MATCH ? ORDER BY rank LIMIT 20");
                PreparedStatement count =
                        connection.prepareStatement(
                                "SELECT count(*) FROM note_fts WHERE note_fts MATCH ?")) {
            double[] millis = new double[words.size()];
            for (int i = 0; i < words.size(); i++) {
                long start = System.nanoTime();
                drain(page, words.get(i));
                drain(count, words.get(i));
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            return millis;
        }
    }

    private static void drain(PreparedStatement query, String word) throws SQLException {
        query.setString(1, '"' + word + '"');
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                rows.getLong(1);
            }
        }
    }

    /** Opens a database and reads the first rows of its list; milliseconds. */
    static double listMillis(Path vaultDatabase, byte[] shelf) throws SQLException {
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + vaultDatabase);
                PreparedStatement list =
                        connection.prepareStatement(
                                "SELECT * FROM note WHERE shelf = ? AND trashed IS NULL ORDER BY key, id LIMIT 200")) {
            list.setBytes(1, shelf);
            try (ResultSet rows = list.executeQuery()) {
                while (rows.next()) {
                    rows.getBytes(2);
                    rows.getString(3);
                }
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
