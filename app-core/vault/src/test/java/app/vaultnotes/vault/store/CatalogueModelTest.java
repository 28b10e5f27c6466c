package app.vaultnotes.vault.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random edits of notes, files and folders, against what plain maps say the lists must show. */
class CatalogueModelTest {

    private static final int STEPS = 250;

    @TempDir Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 100 : 4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void listsShowWhatWasCommittedAlsoAfterReopeningAndRebuilding(long seed) throws IOException {
        Path vault = folder.resolve("v" + seed);
        CatalogueModel model = new CatalogueModel(new Random(seed), Id.random());
        try (SqliteStore store = SqliteStore.create(vault, model.vault())) {
            for (int i = 0; i < 9; i++) {
                store.blobs().put(new ByteArrayInputStream(new byte[] {(byte) i}), 1);
            }
            for (int step = 0; step < STEPS; step++) {
                store.changes().commit(model.step());
                if (step % 25 == 0) {
                    model.compare(store.catalogue(), "seed " + seed + ", step " + step);
                }
            }
            model.compare(store.catalogue(), "seed " + seed);
            assertEquals(List.of(), store.care().check(Progress.NONE), "seed " + seed);
        }
        try (SqliteStore store = SqliteStore.open(vault)) {
            model.compare(store.catalogue(), "seed " + seed + ", reopened");
            store.care().dropProjections("test-unfinished");
            assertEquals(0, store.catalogue().counts().notes());
            store.changes().commit(model.everything());
            model.compare(store.catalogue(), "seed " + seed + ", rebuilt");
            assertEquals(List.of(), store.care().check(Progress.NONE), "seed " + seed);
        }
    }
}
