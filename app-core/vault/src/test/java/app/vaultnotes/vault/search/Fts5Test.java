package app.vaultnotes.vault.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** FTS5's plain tokenizer separates our tokens and changes none. */
class Fts5Test {

    private Connection connection;

    static LongStream seeds() {
        return Seeds.of(100);
    }

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        run("CREATE VIRTUAL TABLE f USING fts5(body, content='', tokenize='ascii')");
        run("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'row')");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void index(String text) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO f (body) VALUES (?)")) {
            insert.setString(1, SearchTokens.indexText(text));
            insert.execute();
        }
    }

    private Set<String> vocabulary() throws SQLException {
        Set<String> terms = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT term FROM v")) {
            while (rows.next()) {
                terms.add(rows.getString(1));
            }
        }
        return terms;
    }

    private boolean finds(String expression) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT count(*) FROM f WHERE f MATCH ?")) {
            select.setString(1, expression);
            try (ResultSet row = select.executeQuery()) {
                return row.getInt(1) > 0;
            }
        }
    }

    private static Set<String> tokens(String text) {
        return SearchTokens.of(text).stream()
                .map(Token::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String expression(Query query) {
        if (query instanceof Query.Word word) {
            return '"' + word.term() + '"';
        }
        if (query instanceof Query.Prefix prefix) {
            return '"' + prefix.start() + "\" *";
        }
        Query.Phrase phrase = (Query.Phrase) query;
        return '"' + String.join(" ", phrase.terms()) + '"' + (phrase.openEnd() ? " *" : "");
    }

    @Test
    void everyCodePointSurvives() throws SQLException {
        StringBuilder all = new StringBuilder();
        Seeds.codePoints().forEach(c -> all.append(' ').appendCodePoint(c));
        index(all.toString());
        assertEquals(tokens(all.toString()), vocabulary());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tokensSurviveAndPartsAreFound(long seed) throws SQLException {
        Texts texts = new Texts(seed);
        String text = texts.mixed(300);
        index(text);
        assertEquals(tokens(text), vocabulary(), "seed " + seed);
        for (int i = 0; i < 40; i++) {
            int from = texts.random().nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + texts.random().nextInt(12));
            String part = i % 4 == 0 ? texts.mixed(4) : text.substring(from, to);
            Optional<Query> query = Query.text(part, texts.random().nextBoolean(), Query.Field.ANY);
            if (query.isPresent()) {
                assertEquals(
                        ReferenceSearch.matches(
                                query.get(), ReferenceDocument.ofText(text), ZoneOffset.UTC),
                        finds(expression(query.get())),
                        "seed " + seed + ": " + query.get());
            }
        }
    }

    @Test
    void positionsCountOnePerToken() throws SQLException {
        index("see 東京都 today 🚀 don't stop");
        for (String part : List.of("see 東", "京都 today", "都 today 🚀", "🚀 don’t", "東京都 TODAY")) {
            assertEquals(
                    true,
                    finds(expression(Query.text(part, false, Query.Field.ANY).orElseThrow())),
                    part);
        }
        assertEquals(
                false,
                finds(expression(Query.text("東京 today", false, Query.Field.ANY).orElseThrow())));
    }
}
