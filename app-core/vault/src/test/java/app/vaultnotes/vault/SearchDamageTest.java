package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.vault.search.SearchOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to the search index alone costs the index, which is made anew, and nothing else. */
class SearchDamageTest {

    private static final boolean HEAVY = Boolean.getBoolean("vaultnotes.heavy");
    private static final int PAGE_BYTES = 4_096;
    private static final int NOTES = 120;
    private static final long SEED = 5;

    @TempDir Path folder;
    private Vaults vaults;
    private Path database;
    private byte[] whole = new byte[0];

    @BeforeEach
    void vaultWithManyWords() throws IOException {
        vaults = new Vaults(folder);
        database = vaults.folder("v").resolve("vault.db");
        Random random = new Random(SEED);
        try (Vault vault = vaults.create("v")) {
            for (int i = 0; i < NOTES; i++) {
                StringBuilder text = new StringBuilder("common");
                for (int word = 0; word < 40; word++) {
                    text.append(' ').append(Integer.toString(random.nextInt(1 << 20), 36));
                }
                vault.notes().write("Note " + i, text.toString());
            }
            assertEquals(List.of(), vault.check(Progress.NONE));
        }
        whole = Files.readAllBytes(database);
    }

    private List<Integer> pagesOfSearch() throws SQLException {
        List<Integer> pages = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT pageno FROM dbstat WHERE name GLOB 'note_fts*'")) {
            while (row.next()) {
                pages.add(row.getInt(1));
            }
        }
        return pages;
    }

    private boolean hasDamagedCopy() throws IOException {
        try (Stream<Path> files = Files.list(vaults.folder("v"))) {
            return files.anyMatch(f -> f.getFileName().toString().startsWith("damaged-"));
        }
    }

    private void requireMendedWithoutACopy(byte[] damaged, String which) throws IOException {
        Files.write(database, damaged);
        try (Vault vault = vaults.open("v")) {
            List<Vault.Problem> told = vault.repair(Progress.NONE);
            assertTrue(told.stream().allMatch(Vault.Problem::repaired), which + told);
            assertEquals(List.of(), vault.check(Progress.NONE), which);
            assertFalse(hasDamagedCopy(), which + told);
            assertEquals(
                    NOTES,
                    vault.search("common", SearchOrder.RELEVANCE, 1, 0, false).total(),
                    which);
            vault.trash().put("Note 3");
            vault.trash().empty();
            assertEquals(List.of(), vault.check(Progress.NONE), which);
        }
    }

    @Test
    void anyPageOfItMayGo() throws IOException, SQLException {
        List<Integer> pages = pagesOfSearch();
        assertTrue(pages.size() > 8, pages::toString);
        int step = HEAVY ? 1 : 5;
        for (int i = 0; i < pages.size(); i += step) {
            byte[] damaged = whole.clone();
            int at = (pages.get(i) - 1) * PAGE_BYTES;
            java.util.Arrays.fill(damaged, at, at + PAGE_BYTES, (byte) 0);
            requireMendedWithoutACopy(damaged, "page " + pages.get(i));
        }
    }

    @Test
    void anyBitOfItMayFlip() throws IOException, SQLException {
        List<Integer> pages = pagesOfSearch();
        Random random = new Random(SEED);
        for (int flip = 0; flip < (HEAVY ? 2_000 : 12); flip++) {
            byte[] damaged = whole.clone();
            int at =
                    (pages.get(random.nextInt(pages.size())) - 1) * PAGE_BYTES
                            + random.nextInt(PAGE_BYTES);
            damaged[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            requireMendedWithoutACopy(damaged, "byte " + at);
        }
    }
}
