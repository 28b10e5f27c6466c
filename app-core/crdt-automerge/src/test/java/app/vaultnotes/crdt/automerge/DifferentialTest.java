package app.vaultnotes.crdt.automerge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaEngine;
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
}
