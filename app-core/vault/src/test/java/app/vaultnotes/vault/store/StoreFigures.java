package app.vaultnotes.vault.store;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Commit;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.search.ParsedQuery;
import app.vaultnotes.vault.search.QueryParser;
import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.search.SearchRequest;
import app.vaultnotes.vault.search.SearchResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Measures the store beside a bare SQLite database in the same run. Arguments: a folder for the
 * databases, how many notes, and which groups ({@code commit import list search}; none means all).
 */
final class StoreFigures {

    private static final int NOTE_CHARS = 2_000;
    private static final int BATCH = 500;
    private static final int LISTED = 200;
    private static final int VOCABULARY = 40_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long SEED = 20261124;

    private final Path folder;
    private final int notes;
    private final Random random = new Random(SEED);
    private final Samples samples = new Samples(random);
    private final Vocabulary words = new Vocabulary(new Random(SEED), VOCABULARY);

    private StoreFigures(Path folder, int notes) {
        this.folder = folder;
        this.notes = notes;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "figures");
        List<String> groups = List.of(arguments).subList(2, arguments.length);
        try {
            StoreFigures figures = new StoreFigures(folder, Integer.parseInt(arguments[1]));
            NativeSqlite.prepare();
            if (groups.isEmpty() || groups.contains("commit")) {
                figures.commit();
            }
            figures.importing();
            if (groups.isEmpty() || groups.contains("list")) {
                figures.list();
            }
            if (groups.isEmpty() || groups.contains("search")) {
                figures.search();
            }
        } finally {
            delete(folder);
        }
    }

    /** The time this thread spent computing: other programs on the machine do not count. */
    private static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** One small change, made durable, beside one small row in a bare table. */
    private void commit() throws SQLException {
        int rounds = 3_000;
        long[] ours = new long[rounds];
        long[] bare = new long[rounds];
        Path vault = folder.resolve("commit");
        try (SqliteStore store = SqliteStore.create(vault, samples.id());
                Connection connection = bare(folder.resolve("bare-commit.db"))) {
            execute(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, doc INTEGER, bytes BLOB)");
            connection.setAutoCommit(false);
            Commit last =
                    samples.newNote(samples.id(), "note", Id.ROOT, words.text(random, NOTE_CHARS));
            store.changes().commit(List.of(last));
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO t (doc, bytes) VALUES (?, ?)")) {
                for (int i = 0; i < rounds; i++) {
                    Commit next =
                            samples.edit(last, "x", new Projection.Stale(last.atMillis()), false);
                    byte[] bytes = next.changes().get(0).toByteArray();
                    long start = System.nanoTime();
                    store.changes().commit(List.of(next));
                    ours[i] = System.nanoTime() - start;
                    start = System.nanoTime();
                    insert.setLong(1, 1);
                    insert.setBytes(2, bytes);
                    insert.executeUpdate();
                    connection.commit();
                    bare[i] = System.nanoTime() - start;
                    last = next;
                }
            }
        }
        compare("commit of one change", ours, bare);
    }

    /** New notes in batches, beside bare inserts into a full-text table. */
    private void importing() throws SQLException {
        List<String> texts = new ArrayList<>();
        Path vault = folder.resolve("vault");
        long ours = 0;
        long bare = 0;
        long textBytes = 0;
        try (SqliteStore store = SqliteStore.create(vault, samples.id());
                Connection connection = bare(folder.resolve("bare.db"))) {
            execute(
                    connection,
                    "CREATE VIRTUAL TABLE f USING fts5 (title, body, tokenize='unicode61"
                            + " remove_diacritics 2')");
            connection.setAutoCommit(false);
            for (int done = 0; done < notes; done += BATCH) {
                List<Commit> commits = new ArrayList<>();
                texts.clear();
                for (int i = 0; i < BATCH; i++) {
                    String text = words.text(random, NOTE_CHARS);
                    texts.add(text);
                    textBytes += text.length();
                    commits.add(samples.newNote(samples.id(), title(done + i), Id.ROOT, text));
                }
                long start = now();
                store.changes().commit(commits);
                ours += now() - start;
                start = now();
                insert(connection, texts);
                bare += now() - start;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "import %d notes: ours %.2f s, bare FTS5 %.2f s, ratio %.2f%n",
                notes,
                ours / 1e9,
                bare / 1e9,
                (double) ours / bare);
        sizes(vault, textBytes);
    }

    private String title(int number) {
        return words.word(number % VOCABULARY) + " " + words.any(random) + " " + number;
    }

    private static void insert(Connection connection, List<String> texts) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO f (title, body) VALUES (?, ?)")) {
            for (String text : texts) {
                insert.setString(1, text.substring(0, 20));
                insert.setString(2, text);
                insert.executeUpdate();
            }
        }
        connection.commit();
    }

    private void sizes(Path vault, long textBytes) throws SQLException {
        Path file = SqliteStore.databaseFile(vault);
        try (Connection connection = bare(file);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT sum(pgsize), sum(pgsize) FILTER (WHERE name LIKE"
                                        + " 'note_fts%') FROM dbstat")) {
            row.next();
            long index = row.getLong(2);
            long rest = row.getLong(1) - index;
            System.out.printf(
                    Locale.ROOT,
                    "disk: %.0f bytes per note, search index %.0f, text %.0f, ratio without index"
                            + " %.2f%n",
                    (double) (rest + index) / notes,
                    (double) index / notes,
                    (double) textBytes / notes,
                    (double) rest / textBytes);
        }
        try (Connection connection = bare(file);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC"
                                        + " LIMIT 12")) {
            while (row.next()) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-24s %8.0f bytes per note%n",
                        row.getString(1),
                        (double) row.getLong(2) / notes);
            }
        }
    }

    /** Opening and the first rows, beside opening a bare connection and the same query. */
    private void list() throws SQLException {
        int rounds = 60;
        long[] ours = new long[rounds];
        long[] bare = new long[rounds];
        Path vault = folder.resolve("vault");
        for (int i = 0; i < rounds; i++) {
            long start = now();
            try (SqliteStore store = SqliteStore.open(vault)) {
                rows(
                        store.catalogue()
                                .notes(new Catalogue.Page(Catalogue.Sort.NAME, 0, LISTED))
                                .size());
                ours[i] = now() - start;
            }
            start = now();
            try (Connection connection = bare(SqliteStore.databaseFile(vault))) {
                rows(bareRows(connection));
                bare[i] = now() - start;
            }
        }
        compare("open and list " + LISTED + " of " + notes, ours, bare);
    }

    private static void rows(int count) {
        if (count != LISTED) {
            throw new IllegalStateException(count + " rows");
        }
    }

    private static int bareRows(Connection connection) throws SQLException {
        int count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT id, title, key, file_name, folder, shelf, created, updated,"
                                        + " trashed, bookmarked, source, ordinal, words, chars,"
                                        + " open_tasks, done_tasks FROM note WHERE trashed IS NULL"
                                        + " ORDER BY key, id LIMIT 200")) {
            while (rows.next()) {
                for (int column = 1; column <= 16; column++) {
                    rows.getObject(column);
                }
                count++;
            }
        }
        return count;
    }

    private void search() throws SQLException {
        try (SqliteStore store = SqliteStore.open(folder.resolve("vault"));
                Connection connection = bare(SqliteStore.databaseFile(folder.resolve("vault")))) {
            search(store, connection, "frequent words (rank 0-20)", 0, 20);
            search(store, connection, "words of rank 100-1000", 100, 1_000);
            search(store, connection, "rare words (rank 10000-40000)", 10_000, VOCABULARY);
            others(store);
        }
    }

    private void search(SqliteStore store, Connection connection, String what, int from, int to)
            throws SQLException {
        int rounds = 300;
        long[] ours = new long[rounds];
        long[] bare = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            String word = words.word(from + random.nextInt(to - from));
            long start = now();
            SearchResult result = find(store, word, false);
            ours[i] = now() - start;
            start = now();
            int total = bareSearch(connection, word);
            bare[i] = now() - start;
            if (result.corrected().isEmpty() && result.total() != total) {
                throw new IllegalStateException(word + ": " + result.total() + " and " + total);
            }
        }
        compare("search: " + what, ours, bare);
    }

    private static SearchResult find(SqliteStore store, String query, boolean facets) {
        ParsedQuery parsed = new QueryParser(Clock.systemUTC()).parse(query);
        return store.search()
                .search(
                        new SearchRequest(
                                parsed, SearchOrder.RELEVANCE, 20, 0, facets, ZoneOffset.UTC));
    }

    private static int bareSearch(Connection connection, String word) throws SQLException {
        try (PreparedStatement hits =
                        connection.prepareStatement(
                                "SELECT rowid FROM note_fts WHERE note_fts MATCH ? ORDER BY rank"
                                        + " LIMIT 20");
                PreparedStatement count =
                        connection.prepareStatement(
                                "SELECT count(*) FROM note_fts WHERE note_fts MATCH ?")) {
            hits.setString(1, '"' + word + '"');
            try (ResultSet rows = hits.executeQuery()) {
                while (rows.next()) {
                    rows.getLong(1);
                }
            }
            count.setString(1, '"' + word + '"');
            try (ResultSet row = count.executeQuery()) {
                return row.getInt(1);
            }
        }
    }

    private void others(SqliteStore store) {
        String frequent = words.word(0);
        for (String query :
                List.of(
                        frequent + " " + words.word(1),
                        frequent + " -" + words.word(1),
                        frequent + " has:link",
                        frequent.substring(0, 2) + "*",
                        "is:open",
                        "updated:2020..2030 " + frequent,
                        "qqqwwwjjj")) {
            long[] times = new long[20];
            SearchResult result = null;
            for (int i = 0; i < times.length; i++) {
                long start = now();
                result = find(store, query, false);
                times[i] = now() - start;
            }
            Arrays.sort(times);
            System.out.printf(
                    Locale.ROOT,
                    "search %-28s %7d hits, median %.2f ms%n",
                    query,
                    result == null ? 0 : result.total(),
                    times[10] / 1e6);
        }
        long[] times = new long[20];
        for (int i = 0; i < times.length; i++) {
            long start = now();
            find(store, words.word(0), true);
            times[i] = now() - start;
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT, "with facets, most frequent word: median %.2f ms%n", times[10] / 1e6);
    }

    private static Connection bare(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        execute(connection, "PRAGMA journal_mode=WAL");
        execute(connection, "PRAGMA synchronous=FULL");
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void compare(String what, long[] ours, long[] bare) {
        Arrays.sort(ours);
        Arrays.sort(bare);
        int middle = ours.length / 2;
        int last = (int) (ours.length * 0.99);
        System.out.printf(
                Locale.ROOT,
                "%-40s ours p50 %.3f p99 %.3f ms, bare p50 %.3f p99 %.3f ms, ratio p50 %.2f p99"
                        + " %.2f%n",
                what,
                ours[middle] / 1e6,
                ours[last] / 1e6,
                bare[middle] / 1e6,
                bare[last] / 1e6,
                (double) ours[middle] / bare[middle],
                (double) ours[last] / bare[last]);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(file -> {
                        try {
                            Files.delete(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
