package app.vaultnotes.crdt.automerge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The skeletons never change: two devices would stop sharing their documents. */
class SkeletonMakerTest {

    private static final String HEAD = "000a7661756c746e6f746573010100000006";

    @Test
    void skeletonsAreTheBytesThatWereGivenOut() {
        assertEquals(
                "856f4a83531d8bb40142"
                        + HEAD
                        + "1517340142055604570170027c017604746578740570726f707308636f6d6d656e7473"
                        + "047e010402007f140300010400",
                SkeletonMaker.hex(SkeletonMaker.note()));
        assertEquals(
                "856f4a83649e9e4d0148"
                        + HEAD
                        + "151e340142045604570170027c017607666f6c646572730873657474696e6773"
                        + "0974656d706c61746573047f0103007f140300010400",
                SkeletonMaker.hex(SkeletonMaker.tree()));
        assertEquals(
                "856f4a83e8448d990129" + HEAD + "1503340142025602570170027f0176017f017f14017f00",
                SkeletonMaker.hex(SkeletonMaker.file()));
        assertEquals(
                "856f4a83dfea88290135"
                        + HEAD
                        + "150b340142045604570170027b0176017301650161016c057f0104007f140400010500",
                SkeletonMaker.hex(SkeletonMaker.inkPage()));
    }

    @Test
    void documentsBegunApartBecomeOne() {
        CrdtEngine engine = new AutomergeEngine();
        for (Change skeleton :
                List.of(
                        SkeletonMaker.note(),
                        SkeletonMaker.tree(),
                        SkeletonMaker.file(),
                        SkeletonMaker.inkPage())) {
            try (CrdtDocument one = engine.create(actor(1), skeleton);
                    CrdtDocument two = engine.create(actor(2), skeleton)) {
                List<String> keys = List.copyOf(one.now().keys(Path.ROOT));
                Change mine = put(one, keys.get(0), "mine");
                Change theirs = put(two, keys.get(0), "theirs");
                one.apply(List.of(theirs));
                two.apply(List.of(mine));
                assertEquals(one.heads(), two.heads());
                assertEquals(Optional.of(new Value.Int(1)), one.now().value(Path.of("v")));
                assertEquals(one.now().keys(Path.ROOT), two.now().keys(Path.ROOT));
            }
        }
    }

    /** Writes into one of the maps of the skeleton, or into the root when it has none. */
    private static Change put(CrdtDocument document, String key, String word) {
        boolean map = document.now().value(Path.of(key)).equals(Optional.of(new Value.MapObject()));
        Path path = map ? Path.of(key, word) : Path.of(word);
        return document.change(w -> w.put(path, new Value.Str(word))).orElseThrow();
    }

    private static ActorId actor(int number) {
        return ActorId.fromByteArray(new byte[] {(byte) number});
    }
}
