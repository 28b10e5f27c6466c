package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.search.SearchOrder;
import app.vaultnotes.vault.store.Backups;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that lost pages of the database gives back every word that can be read. */
class SalvageTest {

    private static final int PAGE_BYTES = 4_096;
    private static final boolean HEAVY = Boolean.getBoolean("vaultnotes.heavy");

    @TempDir Path folder;
    private Vaults vaults;
    private Path database;
    private Path whole;

    /** What every note said, by path. */
    private final Map<String, String> texts = new LinkedHashMap<>();

    @BeforeEach
    void vaultWithHistory() throws IOException {
        vaults = new Vaults(folder);
        database = vaults.folder("v").resolve("vault.db");
        try (Vault vault = vaults.create("v")) {
            for (int i = 0; i < 24; i++) {
                String path = i % 3 == 0 ? "Note " + i : "Folder " + i % 3 + "/Deep/Note " + i;
                write(vault, path, "Words of " + i + ": " + words(i, 40 * i), "more " + i);
            }
            write(vault, "Long", words(99, 9_000), "and an end");
            for (int i = 0; i < 120; i++) {
                write(vault, "Edited", "line " + i + "\n" + texts.getOrDefault("Edited", ""));
            }
            vault.compact();
            write(vault, "Edited", texts.get("Edited") + "after the snapshot");
            Path file = Files.writeString(folder.resolve("picture.png"), "bytes of a picture");
            vault.attach("Note 3", file);
            texts.put("Note 3", vault.notes().text(vault.paths().note("Note 3").id()));
            vault.notes().write("Trashed", "in the trash");
            vault.trash().put("Trashed");
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
        whole = folder.resolve("whole.db");
        Files.copy(database, whole);
    }

    private void write(Vault vault, String path, String... parts) {
        String text = "";
        for (String part : parts) {
            vaults.clock.advance(Duration.ofMinutes(7));
            text += part;
            vault.notes().write(path, text);
        }
        texts.put(path, text);
    }

    private static String words(int seed, int count) {
        Random random = new Random(seed);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(Integer.toString(random.nextInt(100_000), 36)).append(' ');
        }
        return words.toString();
    }

    private void damage(int... pages) throws IOException {
        Files.copy(whole, database, StandardCopyOption.REPLACE_EXISTING);
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            for (int page : pages) {
                file.seek((page - 1L) * PAGE_BYTES);
                file.write(new byte[PAGE_BYTES]);
            }
        }
    }

    private int pages() throws IOException {
        return (int) (Files.size(whole) / PAGE_BYTES);
    }

    /** What a repair said; the vault is whole after it. */
    private List<Vault.Problem> repaired(String which) {
        vaults.clock.advance(Duration.ofMinutes(1));
        try (Vault vault = opened()) {
            List<Vault.Problem> problems = vault.repair(Progress.NONE);
            assertEquals(List.of(), vault.check(Progress.NONE), which);
            assertTrue(problems.stream().allMatch(Vault.Problem::repaired), which + problems);
            return problems;
        }
    }

    private Vault opened() {
        try {
            return vaults.open("v");
        } catch (VaultException e) {
            SqliteStore.salvage(vaults.folder("v"), vaults.clock.instant(), Progress.NONE);
            return vaults.open("v");
        }
    }

    /** Notes whose text nobody has any more, by path. */
    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        try (Vault vault = vaults.open("v")) {
            Set<String> all = new HashSet<>();
            for (Catalogue.NoteRow row : vault.catalogue().notes(Catalogue.Page.ALL)) {
                all.add(vault.notes().text(row.state().id()));
            }
            texts.forEach((path, text) -> {
                if (!all.contains(text)) {
                    missing.add(path);
                }
            });
        }
        return missing;
    }

    /** Notes that are not where they were. */
    private List<String> astray() {
        try (Vault vault = vaults.open("v")) {
            return texts.keySet().stream().filter(path -> !isThere(vault, path)).toList();
        }
    }

    private boolean isThere(Vault vault, String path) {
        try {
            return vault.notes().text(vault.paths().note(path).id()).equals(texts.get(path));
        } catch (VaultException e) {
            return false;
        }
    }

    /** Notes of which a damaged file still has all changes, or the text that lists show. */
    private List<String> readable() throws IOException, SQLException {
        byte[] file = Files.readAllBytes(database);
        List<String> readable = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + whole);
                Statement statement = connection.createStatement()) {
            for (String path : texts.keySet()) {
                String of =
                        " WHERE doc = (SELECT doc FROM note WHERE title = '"
                                + path.substring(path.lastIndexOf('/') + 1)
                                + "')";
                boolean changes =
                        has(file, statement, "SELECT bytes FROM change" + of)
                                && has(file, statement, "SELECT bytes FROM snapshot" + of);
                if (changes || has(file, statement, "SELECT text FROM note_text" + of)) {
                    readable.add(path);
                }
            }
        }
        return readable;
    }

    private static boolean has(byte[] file, Statement statement, String rows) throws SQLException {
        try (ResultSet row = statement.executeQuery(rows)) {
            while (row.next()) {
                if (indexOf(file, row.getBytes(1)) < 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Where bytes stand in a file; short ones only, which are never spread over pages. */
    private static int indexOf(byte[] file, byte[] wanted) {
        int at = wanted.length > PAGE_BYTES / 2 ? file.length : 0;
        for (; at + wanted.length <= file.length; at++) {
            if (Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    @Test
    void noSinglePageTakesAnyWordWithIt() throws IOException {
        int step = HEAVY ? 1 : 23;
        for (int page = 1; page <= pages(); page += page == 1 ? 1 : step) {
            damage(page);
            List<Vault.Problem> problems = repaired("page " + page);
            assertEquals(List.of(), astray(), "page " + page + " " + problems);
        }
    }

    @Test
    void theRootOfEveryTableAndIndexMayGo() throws IOException, SQLException {
        Set<String> fast =
                Set.of(
                        "doc",
                        "change",
                        "note",
                        "note_text",
                        "folder",
                        "note_fts_data",
                        "change_doc");
        for (Map.Entry<String, Integer> root : roots().entrySet()) {
            if (!HEAVY && !fast.contains(root.getKey())) {
                continue;
            }
            damage(root.getValue());
            try (Vault vault = vaults.open("v")) {
                assertTrue(vault.check(Progress.NONE).size() > 0, root.getKey());
            } catch (VaultException e) {
                assertEquals(VaultException.Code.DAMAGED, e.code(), root.getKey());
            }
            List<Vault.Problem> problems = repaired(root.getKey());
            assertEquals(List.of(), astray(), root.getKey() + problems);
            try (Vault vault = vaults.open("v")) {
                assertEquals(1, vault.trash().entries().size(), root.getKey());
                assertEquals(
                        1, vault.search("snapshot", SearchOrder.RELEVANCE, 9, 0, false).total());
                assertEquals(1, vault.catalogue().files(Catalogue.Page.ALL).size());
            }
        }
    }

    private Map<String, Integer> roots() throws SQLException {
        Map<String, Integer> roots = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + whole);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")) {
            while (row.next()) {
                roots.put(row.getString(1), row.getInt(2));
            }
        }
        return roots;
    }

    @Test
    void ofManyLostPagesTheReportNamesEveryNoteThatLostWords() throws IOException, SQLException {
        Set<String> recovered = new HashSet<>();
        for (int seed = 0; seed < (HEAVY ? 400 : 4); seed++) {
            Random random = new Random(seed);
            int[] lost = random.ints(1 + random.nextInt(pages() / 2), 1, pages() + 1).toArray();
            damage(lost);
            List<String> readable = readable();
            String which = "seed " + seed;
            List<Vault.Problem> problems = repaired(which);
            List<String> missing = missing();
            assertTrue(Collections.disjoint(missing, readable), which + missing + readable);
            for (String path : astray()) {
                String title = path.substring(path.lastIndexOf('/') + 1);
                assertTrue(
                        problems.stream()
                                .anyMatch(p ->
                                        p.message().contains("“" + title + "”")
                                                || p.code().equals("folders-lost")
                                                || p.code().equals("name-lost")
                                                || p.code().equals("document-lost")),
                        which + path + problems);
            }
            recovered.addAll(readable);
        }
        assertTrue(recovered.size() > 5, recovered::toString);
    }

    @Test
    void aBackupGivesBackWhatItHas() throws IOException {
        try (Vault vault = vaults.open("v")) {
            vault.backup(new Backups(vaults.folder("v")), Progress.NONE);
            vault.notes().write("Since", "written since");
            texts.put("Since", "written since");
        }
        Files.copy(database, whole, StandardCopyOption.REPLACE_EXISTING);
        for (int seed = 0; seed < (HEAVY ? 100 : 2); seed++) {
            Random random = new Random(seed);
            damage(random.ints(pages() / 2, 1, pages() + 1).toArray());
            List<Vault.Problem> problems = repaired("seed " + seed);
            List<String> missing = new ArrayList<>(astray());
            missing.remove("Since");
            assertEquals(List.of(), missing, "seed " + seed + missing + problems);
        }
    }

    /** The text of a long note stands on many pages, in its change and once more in the lists. */
    @Test
    void aLongNoteThatLostPagesKeepsItsBeginning() throws IOException, SQLException {
        List<Integer> pages = new ArrayList<>();
        for (String table : List.of("change", "note_text")) {
            List<Integer> overflow = new ArrayList<>();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + whole);
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    "SELECT pageno FROM dbstat WHERE name = '"
                                            + table
                                            + "' AND pagetype = 'overflow' ORDER BY path")) {
                while (row.next()) {
                    overflow.add(row.getInt(1));
                }
            }
            pages.add(overflow.get(overflow.size() / 2));
        }
        damage(pages.get(0), pages.get(1));
        List<Vault.Problem> problems = repaired("long");
        assertEquals(List.of("Long"), astray(), problems::toString);
        try (Vault vault = vaults.open("v")) {
            String left = vault.notes().text(vault.paths().note("Long").id());
            String text = Objects.requireNonNull(texts.get("Long"));
            int same = 0;
            while (same < left.length() && left.charAt(same) == text.charAt(same)) {
                same++;
            }
            assertTrue(same > text.length() / 4, same + " of " + text.length());
        }
        assertTrue(
                problems.stream().anyMatch(p -> p.message().contains("Not all of “Long”")),
                problems::toString);
    }

    /** Nobody can say what is in a damaged file; a purge that leaves it says so. */
    @Test
    void aPurgeIsUnfinishedWhileADamagedFileIsKept() throws IOException {
        damage(2);
        repaired("page 2");
        try (Vault vault = vaults.open("v")) {
            VaultException unfinished =
                    assertThrows(VaultException.class, () -> vault.trash().empty());
            assertTrue(String.valueOf(unfinished.getMessage()).contains("damaged-"));
            assertEquals(0, vault.trash().entries().size());
            List<String> codes =
                    vault.check(Progress.NONE).stream().map(Vault.Problem::code).toList();
            assertEquals(List.of("purge-unfinished"), codes);
        }
        try (Stream<Path> files = Files.list(vaults.folder("v"))) {
            for (Path file : files.filter(f -> f.toString().contains("damaged-")).toList()) {
                Files.delete(file);
            }
        }
        try (Vault vault = vaults.open("v")) {
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
    }

    @Test
    void whatStandsInTheJournalComesAlong() throws IOException {
        Path copy = folder.resolve("copy");
        try (Vault vault = vaults.open("v")) {
            write(vault, "Journalled", "not yet in the file");
            Files.createDirectories(copy);
            try (Stream<Path> files = Files.list(vaults.folder("v"))) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        assertTrue(Files.size(copy.resolve("vault.db-wal")) > 0);
        Files.copy(copy.resolve("vault.db-wal"), Path.of(database + "-wal"));
        damage(1, 2, 3);
        Files.copy(copy.resolve("vault.db"), whole, StandardCopyOption.REPLACE_EXISTING);
        Path kept = SqliteStore.salvage(vaults.folder("v"), vaults.clock.instant(), Progress.NONE);
        assertTrue(Files.exists(Path.of(kept + "-wal")));
        repaired("journal");
        assertEquals(List.of(), astray());
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
        byte[] noise = "no database ".repeat(9_000).getBytes(StandardCharsets.UTF_8);
        Files.write(database, noise);
        VaultException refused =
                assertThrows(
                        VaultException.class,
                        () ->
                                SqliteStore.salvage(
                                        vaults.folder("v"), vaults.clock.instant(), Progress.NONE));
        assertEquals(VaultException.Code.DAMAGED, refused.code());
        assertTrue(Arrays.equals(noise, Files.readAllBytes(database)));
        try (Stream<Path> files = Files.list(vaults.folder("v"))) {
            assertTrue(files.noneMatch(f -> f.getFileName().toString().contains("damaged")));
        }
    }
}
