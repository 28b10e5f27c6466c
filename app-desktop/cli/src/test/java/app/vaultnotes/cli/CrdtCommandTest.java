package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeWriter;
import app.vaultnotes.crdt.Chunk;
import app.vaultnotes.crdt.FirstChange;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.Limits;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Skeleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code crdt} shows of files. */
class CrdtCommandTest {

    private static final Path TEXT = Path.of("text");

    @TempDir java.nio.file.Path folder;

    private Ran run(String... arguments) {
        return Ran.in(folder, "", arguments);
    }

    private static JavaDocument document() {
        JavaDocument document =
                new JavaEngine()
                        .create(
                                ActorId.fromByteArray(new byte[] {7}),
                                Skeleton.of(DocumentKind.NOTE));
        document.change(w -> {
            w.splice(TEXT, 0, 0, "héllo 😀");
            w.put(Path.of("n"), new Value.Counter(3));
            w.put(Path.of("raw"), new Value.Bytes(new byte[] {1, 2, 3}));
            w.put(Path.of("when"), new Value.Timestamp(1_800_000_000_123L));
        });
        return document;
    }

    @Test
    void aFileIsShownAsJson() throws IOException {
        JavaDocument document = document();
        Files.write(folder.resolve("a.automerge"), document.save());
        Ran shown = run("crdt", "show", "a.automerge", "--json");
        assertEquals(
                "{\"comments\":{},\"n\":3,\"props\":{},\"raw\":\"AQID\",\"text\":\"héllo 😀\","
                        + "\"v\":1,\"when\":1800000000123}",
                shown.out().strip());
        assertEquals(
                "{\"heads\":[\"" + document.heads().hashes().first() + "\"]}",
                run("crdt", "heads", "a.automerge", "--json").out().strip());
        assertEquals(0, run("crdt", "check", "a.automerge").code());
        assertTrue(run("crdt", "changes", "a.automerge").out().contains("531d8bb47ab7716d"));
    }

    @Test
    void anEmptyKeyIsShown() throws IOException {
        FirstChange.Put put = new FirstChange.Put("", new Value.Str("oops"));
        Change change =
                FirstChange.of(
                        Skeleton.of(DocumentKind.NOTE),
                        4,
                        ActorId.fromByteArray(new byte[] {8}),
                        List.of(put),
                        2,
                        "");
        JavaDocument document = document();
        document.apply(List.of(change));
        Files.write(folder.resolve("empty"), document.save());
        Ran shown = run("crdt", "show", "empty", "--json");
        assertTrue(shown.out().startsWith("{\"\":\"oops\","), shown.out() + shown.err());
        assertEquals(0, run("crdt", "check", "empty").code());
    }

    /** It has no end. */
    @Test
    void aFileIsLookedAtBeforeItIsRead() {
        java.nio.file.Path zeros = java.nio.file.Path.of("/dev/zero");
        assumeTrue(Files.exists(zeros), "no device of zeros here");
        Ran checked = run("crdt", "check", zeros.toString());
        assertEquals("damaged: no chunk at byte 0", checked.out().strip());
    }

    /** A document pays for all its changes together, and each of them alone. */
    @Test
    void aChangeOfTooManyOperationsIsNamed() throws IOException {
        Limits more = new Limits(Limits.DECODED_BYTES, Limits.OPERATIONS, 1 << 20, 1 << 20);
        JavaDocument document =
                new JavaEngine(more)
                        .create(
                                ActorId.fromByteArray(new byte[] {7}),
                                Skeleton.of(DocumentKind.NOTE));
        for (int i = 0; i < 500; i++) {
            document.change(w -> w.splice(TEXT, 0, 0, "some words that pay ".repeat(10)));
        }
        Path list = Path.of("list");
        Change many =
                document.change(
                                w -> {
                                    w.makeList(list);
                                    for (int i = 0; i < 270_000; i++) {
                                        w.insert(list, i, new Value.Bool(true));
                                    }
                                })
                        .orElseThrow();
        Files.write(folder.resolve("many"), document.save());
        assertEquals(0, run("crdt", "check", "many").code());
        Ran changes = run("crdt", "changes", "many");
        assertEquals(1, changes.code());
        assertTrue(changes.err().contains("many: change " + many.hash() + ": "), changes.err());
    }

    @Test
    void looseChangesAreShownInAnyOrder() throws IOException {
        JavaDocument document = document();
        Change last = document.change(w -> w.splice(TEXT, 0, 1, "H")).orElseThrow();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(last.toByteArray());
        for (Change change : document.changesSince(Heads.NONE)) {
            all.writeBytes(change.toByteArray());
        }
        Files.write(folder.resolve("loose"), all.toByteArray());
        assertTrue(run("crdt", "show", "loose", "--json").out().contains("\"Héllo 😀\""));
    }

    @Test
    void damageIsNamed() throws IOException {
        byte[] saved = document().save();
        saved[40] ^= 1;
        Files.write(folder.resolve("bad"), saved);
        Ran checked = run("crdt", "check", "bad");
        assertEquals(1, checked.code());
        assertEquals("damaged: checksum does not fit the document", checked.out().strip());
        Ran shown = run("crdt", "show", "bad", "--json");
        assertEquals(1, shown.code());
        assertTrue(shown.err().contains("bad: checksum does not fit the document"), shown.err());
        assertTrue(shown.err().contains("vaultnotes crdt check"), shown.err());
        assertEquals(2, run("crdt", "nonsense").code());
        assertEquals(2, run("crdt", "show").code());
    }

    @Test
    void damageBehindOtherChunksIsNamedWithItsPlace() throws IOException {
        JavaDocument document = document();
        byte[] saved = document.save();
        Change last = document.change(w -> w.splice(TEXT, 0, 1, "H")).orElseThrow();
        byte[] both = Arrays.copyOf(saved, saved.length + last.size());
        System.arraycopy(last.toByteArray(), 0, both, saved.length, last.size());
        both[both.length - 1] ^= 1;
        Files.write(folder.resolve("bad"), both);
        assertEquals(
                "damaged: chunk 2 at byte " + saved.length + ": checksum does not fit the change",
                run("crdt", "check", "bad").out().strip());
    }

    /** What it says is not what its heads are the hashes of. */
    @Test
    void aForgedDocumentIsNotShown() throws IOException {
        JavaDocument document = document();
        document.change(w -> w.splice(TEXT, 0, 0, "xyzzy"));
        document.change(w -> w.splice(TEXT, 0, 0, "A"));
        byte[] body = Chunk.read(document.save(), 0).body();
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == 'z' ? (byte) 'y' : body[i];
        }
        Files.write(folder.resolve("forged"), ChangeWriter.chunk(Chunk.DOCUMENT, body));
        for (String what : List.of("show", "heads", "changes", "check")) {
            Ran ran = run("crdt", what, "forged");
            assertEquals(1, ran.code(), what);
            assertTrue((ran.out() + ran.err()).contains("is not the one the document names"), what);
        }
    }

    @Test
    void changesWhoseBaseIsElsewhereAreCounted() throws IOException {
        JavaDocument document = document();
        Change base = document.change(w -> w.splice(TEXT, 0, 0, "x")).orElseThrow();
        Change last = document.change(w -> w.splice(TEXT, 0, 1, "H")).orElseThrow();
        Files.write(folder.resolve("part"), last.toByteArray());
        assertEquals(
                List.of(
                        "whole: 0 changes",
                        "1 change more, built on what is not in the file:",
                        "missing: " + base.hash().toHex()),
                run("crdt", "check", "part").out().lines().toList());
        assertTrue(run("crdt", "check", "part", "--json").out().contains("\"waiting\":1"));
    }

    /** It is left out, and the rest is whole; but somebody wrote something that is damaged. */
    @Test
    void aDamagedChangeInFrontOfWhatItBuildsOnIsNamed() throws IOException {
        Change skeleton = Skeleton.of(DocumentKind.NOTE);
        ActorId author = ActorId.fromByteArray(new byte[] {8});
        Change damaged = FirstChange.of(skeleton, 4, author, List.of(), 1, "x");
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(damaged.toByteArray());
        both.writeBytes(skeleton.toByteArray());
        Files.write(folder.resolve("both"), both.toByteArray());
        Ran checked = run("crdt", "check", "both");
        assertEquals(1, checked.code());
        assertTrue(checked.out().contains("damaged: change " + damaged.hash()), checked.out());
    }

    @Test
    void recordingsOfOneAndOfSeveralAreReplayed() throws IOException {
        Files.writeString(
                folder.resolve("one.json"),
                "{\"startContent\":\"ab\",\"endContent\":\"a😀c\",\"txns\":[{\"time\":\"x\","
                        + "\"patches\":[[1,1,\"😀\"],[2,0,\"c\"]]}]}");
        Files.writeString(
                folder.resolve("two.json"),
                "{\"kind\":\"concurrent\",\"endContent\":\"\",\"numAgents\":2,\"txns\":["
                        + "{\"parents\":[],\"agent\":0,\"patches\":[[0,0,\"ab\"]]},"
                        + "{\"parents\":[0],\"agent\":1,\"patches\":[[1,0,\"x\"]]},"
                        + "{\"parents\":[0],\"agent\":0,\"patches\":[[2,0,\"y\"]]},"
                        + "{\"parents\":[1,2],\"agent\":1,\"patches\":[[0,1,\"\"]]}]}");
        for (String recording : new String[] {"one.json", "two.json"}) {
            Ran ours = run("crdt", "bench", "--trace", recording, "--json");
            Ran theirs =
                    run("crdt", "bench", "--trace", recording, "--engine", "automerge", "--json");
            assertEquals(0, ours.code(), ours.err());
            assertEquals(hash(theirs.out()), hash(ours.out()));
            assertEquals(
                    recording.equals("one.json"), ours.out().contains("\"endAsRecorded\":true"));
        }
    }

    @Test
    void aBrokenRecordingIsNamedWithWhatIsWrong() throws IOException {
        Map<String, String> broken =
                Map.of(
                        "{\"txns\":[{\"patches\":[[0,0,",
                        "",
                        "no trace at all",
                        "something else is due at line 1",
                        "{\n\"numAgents\":\"two\"}",
                        "something else is due at line 2",
                        "[]",
                        "something else is due at line 1");
        java.nio.file.Path file = folder.resolve("broken.json");
        for (Map.Entry<String, String> each : broken.entrySet()) {
            Files.writeString(file, each.getKey());
            Ran ran = run("crdt", "bench", "--trace", "broken.json");
            assertNotEquals(0, ran.code());
            assertTrue(
                    ran.err().contains(file + " is no editing trace: " + each.getValue()),
                    ran::err);
        }
        Files.writeString(folder.resolve("plain.json.gz"), "{}");
        Ran packed = run("crdt", "bench", "--trace", "plain.json.gz");
        assertTrue(packed.err().contains("no gzip"), packed::err);
    }

    private static String hash(String out) {
        return out.substring(out.indexOf("\"endSha256\""));
    }

    @Test
    void aRecordingThatEditsWhatIsNotThereIsNamedByItsStep() throws IOException {
        Files.writeString(
                folder.resolve("outside.json"),
                "{\"startContent\":\"ab\",\"endContent\":\"\",\"txns\":[{\"patches\":[[0,0,\"c\"]]},"
                        + "{\"patches\":[[9,0,\"c\"]]}]}");
        Ran ran = run("crdt", "bench", "--trace", "outside.json");
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("step 1 of the recording"), ran.err());
    }

    @Test
    void theWidestWholeNumbersAreNumbers() {
        BigInteger widest = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Json.print(new PrintStream(out, true, StandardCharsets.UTF_8), Map.of("n", widest));
        assertEquals("{\"n\":18446744073709551615}", out.toString(StandardCharsets.UTF_8).strip());
    }
}
