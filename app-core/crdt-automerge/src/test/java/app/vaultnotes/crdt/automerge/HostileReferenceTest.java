package app.vaultnotes.crdt.automerge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Forge;
import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged documents with the right checksum, which automerge-java does not always survive. */
class HostileReferenceTest {

    private static final long SEED = Long.getLong("vaultnotes.seed", 1);
    private static final int ROUNDS = Boolean.getBoolean("vaultnotes.heavy") ? 20_000 : 400;
    private static final Path TEXT = Path.of("text");
    private static final ActorId ONE = ActorId.fromByteArray(new byte[] {1});
    private static final ActorId TWO = ActorId.fromByteArray(new byte[] {2});

    private static byte[] document() {
        JavaDocument one = new JavaEngine().create(ONE, SkeletonMaker.note());
        one.change(w -> {
            w.splice(TEXT, 0, 0, "some words 😀 that are to be damaged");
            w.put(Path.of("title"), new Value.Str("one"));
        });
        JavaDocument two = new JavaEngine().create(TWO, SkeletonMaker.note());
        two.merge(one);
        two.change(w -> w.splice(TEXT, 5, 5, "pages"));
        one.change(w -> w.mark(TEXT, new Mark(2, 9, "b", new Value.Bool(true)), Mark.Expand.BOTH));
        one.merge(two);
        return one.save();
    }

    private static Optional<String> read(byte[] bytes) {
        try (JavaDocument document = new JavaEngine().load(ONE, bytes)) {
            document.verify();
            return Optional.of(String.valueOf(document.now().content().get("text")));
        } catch (CrdtException refused) {
            return Optional.empty();
        }
    }

    /** What both take they read alike; what kills the one the other one refuses or reads. */
    @Test
    void whatKillsTheReferenceIsReadOrRefused() throws IOException {
        byte[] saved = document();
        Random random = new Random(SEED);
        int deaths = 0;
        int alike = 0;
        ReferenceProcess reference = new ReferenceProcess();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = Forge.mutated(saved, random);
                Optional<String> ours = read(damaged);
                Optional<String> theirs = reference.read(damaged);
                if (theirs.isEmpty()) {
                    deaths++;
                    reference.close();
                    reference = new ReferenceProcess();
                } else if (ours.isPresent() && !ReferenceProcess.isRefusal(theirs.get())) {
                    assertEquals(theirs, ours, "seed " + SEED + ", round " + round);
                    alike++;
                }
            }
        } finally {
            reference.close();
        }
        System.out.println(
                ROUNDS + " damaged documents: " + alike + " read by both, " + deaths + " deaths");
        assertTrue(deaths > 0, "nothing was harmful");
    }
}
