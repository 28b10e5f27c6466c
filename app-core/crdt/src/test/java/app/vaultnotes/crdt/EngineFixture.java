package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** Documents of an engine under test, closed after each test. */
abstract class EngineFixture {

    /** A note's first change: {@code v = 1, text: Text, props: Map, comments: Map}. */
    static final Change SKELETON =
            Change.parse(
                    HexFormat.of()
                            .parseHex(
                                    "856f4a83531d8bb40142000a7661756c746e6f746573010100000006151734014205560457"
                                            + "0170027c017604746578740570726f707308636f6d6d656e7473047e010402007f"
                                            + "140300010400"));

    static final Path TEXT = Path.of("text");
    static final Path PROPS = Path.of("props");
    static final Path TITLE = Path.of("title");

    private final List<CrdtDocument> open = new ArrayList<>();
    private int actors;

    /** The engine under test. */
    protected abstract CrdtEngine engine();

    @AfterEach
    void closeAll() {
        open.forEach(CrdtDocument::close);
    }

    ActorId actor() {
        byte[] bytes = new byte[16];
        bytes[0] = 42;
        bytes[15] = (byte) ++actors;
        return ActorId.fromByteArray(bytes);
    }

    CrdtDocument create() {
        return kept(engine().create(actor(), SKELETON));
    }

    CrdtDocument load(byte[] bytes) {
        return kept(engine().load(actor(), bytes));
    }

    private CrdtDocument kept(CrdtDocument document) {
        open.add(document);
        return document;
    }

    static Change edit(CrdtDocument document, Consumer<CrdtWriter> edits) {
        return document.change(edits).orElseThrow();
    }

    static Change type(CrdtDocument document, int at, String text) {
        return edit(document, w -> w.splice(TEXT, at, 0, text));
    }

    /** A text after edits, which must all be of the main text. */
    static String replay(String text, List<? extends Edit> edits) {
        String result = text;
        for (Edit edit : edits) {
            TextEdit next = (TextEdit) edit;
            assertEquals(TEXT, next.text());
            result = next.applyTo(result);
        }
        return result;
    }

    /** Takes changes in and checks that the edits told lead from what was to what is. */
    static List<Edit> follow(CrdtDocument document, List<Change> changes) {
        Shadow shadow = Shadow.of(document.now());
        List<Edit> edits = document.apply(changes);
        shadow.follow(edits);
        shadow.assertShows(document.now(), edits.toString());
        return edits;
    }

    /** Bytes one after the other. */
    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A place near this one that splits no surrogate pair. */
    static int aligned(CharSequence text, int at) {
        boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return inside ? at - 1 : at;
    }
}
