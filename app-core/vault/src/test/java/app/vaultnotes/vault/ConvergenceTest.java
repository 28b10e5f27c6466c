package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two to five copies of a vault, edited at once in any order, come to one state and lose nothing.
 */
class ConvergenceTest {

    private static final int STEPS = 60;

    @TempDir Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 2_000 : 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void copiesConvergeAndLoseNothing(long seed) throws IOException {
        Random random = new Random(seed);
        try (Copies copies = new Copies(folder, random, 2 + random.nextInt(4))) {
            for (int i = 0; i < STEPS; i++) {
                copies.step();
            }
            copies.settle();
            Map<String, String> first = Copies.seen(copies.vaults.get(0));
            for (Vault vault : copies.vaults) {
                assertEquals(first, Copies.seen(vault), "seed " + seed);
                assertEquals(List.of(), vault.check(Progress.NONE), "seed " + seed);
            }
            everyWordIsThere(copies, seed);
            Vault rebuilt = copies.vaults.get(random.nextInt(copies.vaults.size()));
            rebuilt.rebuild(Progress.NONE);
            assertEquals(first, Copies.seen(rebuilt), "rebuilt, seed " + seed);
        }
    }

    private static void everyWordIsThere(Copies copies, long seed) {
        Vault vault = copies.vaults.get(0);
        copies.written()
                .forEach((id, words) -> {
                    String text = vault.notes().text(id);
                    words.forEach(
                            word -> assertTrue(text.contains(word), "seed " + seed + ": " + word));
                    assertTrue(reachable(vault, id), "seed " + seed + ": " + id);
                });
    }

    /** A living note is found under its path, any other one in the trash. */
    private static boolean reachable(Vault vault, Id id) {
        Optional<Catalogue.NoteRow> row = vault.catalogue().note(id);
        boolean trashed = vault.trash().entries().stream().anyMatch(e -> e.id().equals(id));
        return trashed
                || row.map(r -> vault.paths().all(vault.paths().of(r)))
                        .map(found -> found.stream().anyMatch(item -> item.id().equals(id)))
                        .orElse(false);
    }
}
