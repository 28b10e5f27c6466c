package app.vaultnotes.crdt.automerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Chunk;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.engine.JavaEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds the engine in plain Java to what automerge-java does, over seeded random programs. {@code
 * -Dvaultnotes.differential=10000000} sets how many operations; {@code -Dvaultnotes.seed} the first
 * seed.
 */
class DifferentialTest {

    private static final long OPERATIONS =
            Long.getLong(
                    "vaultnotes.differential",
                    Boolean.getBoolean("vaultnotes.heavy") ? 2_000_000 : 200_000);

    /** Programs of objects for one of texts, which has so many more operations. */
    private static final int OBJECTS = 3;

    @Test
    void bothEnginesAgreeAfterEveryStep() {
        long seed = Long.getLong("vaultnotes.seed", 1);
        long done = 0;
        while (done < OPERATIONS) {
            done += new TwinProgram(new JavaEngine(), new AutomergeEngine(), seed).run();
            for (int i = 0; i < OBJECTS; i++) {
                done += new ObjectsProgram(TwinProgram.SKELETON, OBJECTS * seed + i).run();
            }
            seed++;
        }
        assertTrue(done >= OPERATIONS);
    }

    /** Large changes that are parted are saved as they are, and deflated. */
    @Test
    void automergeLoadsWhatIsSavedAsDeflatedChanges() {
        Path text = Path.of("text");
        ActorId reader = ActorId.fromByteArray(new byte[] {9});
        try (CrdtDocument ours = new JavaEngine().create(reader, TwinProgram.SKELETON)) {
            ours.change(w -> w.splice(text, 0, 0, "some words".repeat(2_000)));
            ours.change(w -> {
                for (int i = 0; i < 30; i++) {
                    w.splice(text, i * 600, 1, "Z");
                }
            });
            byte[] saved = ours.save();
            List<Integer> types = new ArrayList<>();
            Chunk.each(saved, (chunk, whole) -> types.add(chunk.type()));
            assertTrue(types.contains(Chunk.DEFLATED_CHANGE), types::toString);
            ActorId other = ActorId.fromByteArray(new byte[] {8});
            try (CrdtDocument theirs = new AutomergeEngine().load(other, saved)) {
                assertEquals(ours.heads(), theirs.heads());
                assertEquals(ours.now().text(text), theirs.now().text(text));
            }
        }
    }
}
