package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs made to cost much, or to have the engine write what it should not. */
class JavaEngineHarmTest extends JavaEngineFixture {

    private static final int AFTER_SKELETON = 5;

    /** A change that puts something and then removes what is not there. */
    static Change damaged(ChangeHash before, int author) {
        return new RawChunk()
                .text(0x15, 2, "k")
                .flags(0x34, 2)
                .numbers(0x42, 1, 1, 1, 3)
                .numbers(0x56, 2, 0)
                .numbers(0x70, 1, 0, 1, 1)
                .numbers(0x71, 1, 0)
                .deltas(0x73, 1, 2)
                .change(List.of(before), author(author), 1, 2L * AFTER_SKELETON);
    }

    @Test
    void manyDamagedChangesThatWaitedCostLittleMoreThanOne() {
        JavaDocument author = document();
        for (int i = 0; i < 8_000; i++) {
            author.change(w -> w.splice(TEXT, 0, 0, "ab"));
        }
        JavaDocument document = document();
        document.apply(author.changesSince(Heads.NONE));
        Change missing = RawChunk.puts(1, "k").change(List.of(ROOT), author(1), 1, AFTER_SKELETON);
        List<Change> waiting = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            waiting.add(damaged(missing.hash(), 10 + i));
        }
        Change good =
                RawChunk.puts(1, "good")
                        .change(List.of(missing.hash()), author(2), 1, 2L * AFTER_SKELETON);
        waiting.add(1_000, good);
        document.apply(waiting);
        Growth.assertSoon(() -> {
            document.apply(List.of(missing));
        });
        assertEquals(8_003, document.changeCount());
        assertEquals(16_000, document.now().length(TEXT));
        assertEquals(true, document.now().keys(Path.ROOT).contains("good"));
        assertEquals(document.heads(), engine().load(actor(), document.save()).heads());
    }

    @Test
    void aForgedDocumentIsNotWrittenAnew() {
        JavaDocument author = document();
        author.change(w -> w.splice(TEXT, 0, 0, "hello world"));
        author.change(w -> w.splice(TEXT, 0, 0, "A"));
        byte[] saved = author.save();
        byte[] body = Forge.body(saved);
        String content = new String(body, StandardCharsets.ISO_8859_1);
        body[content.indexOf("hello")] = 'J';
        byte[] forged = Forge.withBody(saved, body);
        JavaDocument document = engine().load(actor(), forged);
        assertEquals("AJello world", document.now().text(TEXT));
        document.change(w -> w.splice(TEXT, 0, 0, "B"));
        assertThrows(CrdtException.class, document::save);
    }

    /** Where every change is a head, all hashes are named, and none is known for it. */
    @Test
    void headsThatAreNotWhatTheyAreCalledAreNoticedWhereThereIsNothingElse() {
        JavaDocument author = document();
        byte[] saved = author.save();
        byte[] body = Forge.body(saved);
        byte[] head = ROOT.toByteArray();
        int at = 0;
        while (!Arrays.equals(head, Arrays.copyOfRange(body, at, at + head.length))) {
            at++;
        }
        body[at] ^= 1;
        byte[] forged = Forge.withBody(saved, body);
        assertThrows(CrdtException.class, () -> engine().load(actor(), forged).verify());
        JavaDocument document = engine().load(actor(), forged);
        document.change(w -> w.splice(TEXT, 0, 0, "words"));
        assertThrows(CrdtException.class, document::save);
        JavaDocument honest = engine().load(actor(), saved);
        honest.verify();
        assertEquals(1, honest.changesSince(Heads.NONE).size());
    }

    /** The changes do not say in which order letters stand: another one would never be noticed. */
    @Test
    void lettersThatStandWhereNobodyPutThemAreRefused() {
        JavaDocument author = document();
        List.of("a", "b", "c").forEach(letter -> type(author, 0, letter));
        byte[] saved = author.save();
        byte[] body = Forge.body(saved);
        String content = new String(body, StandardCharsets.ISO_8859_1);
        int names = content.indexOf("\u007f\u0006\u0002\u007f"); // counters 7, 6, 5
        byte[] others = {0x7d, 5, 1, 0x7e}; // 6, 7, 5
        System.arraycopy(others, 0, body, names, others.length);
        byte[] letters = "bca".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(letters, 0, body, content.indexOf("cba"), letters.length);
        byte[] forged = Forge.withBody(saved, body);
        assertThrows(CrdtException.class, () -> engine().load(actor(), forged));
    }

    /** Beside “hello world” another one's “their ”, on a change that is no head any more. */
    private Change theirs(JavaDocument author) {
        author.change(w -> w.splice(TEXT, 0, 0, "hello"));
        JavaDocument other = engine().load(author(2), author.save());
        author.change(w -> w.splice(TEXT, 5, 0, " world"));
        return other.change(w -> w.splice(TEXT, 0, 0, "their ")).orElseThrow();
    }

    @Test
    void whatIsRefusedLeavesALoadedDocumentThatOthersWroteInAsItWas() {
        JavaDocument author = document();
        Change theirs = theirs(author);
        JavaDocument document = engine().load(actor(), author.save());
        document.apply(List.of(theirs));
        Change bad = damaged(theirs.hash(), 3);
        assertThrows(CrdtException.class, () -> document.apply(List.of(bad)));
        assertEquals("their hello world", document.now().text(TEXT));
        document.change(w -> w.splice(TEXT, 0, 5, "our"));
        JavaDocument again = engine().load(actor(), document.save());
        assertEquals("our hello world", again.now().text(TEXT));
    }

    /** The state is made again without what had waited, then what it waited for is taken. */
    @Test
    void whatHadWaitedAndIsDamagedKeepsNothingElseOut() {
        JavaDocument author = document();
        Change theirs = theirs(author);
        JavaDocument document = engine().load(actor(), author.save());
        document.apply(List.of(damaged(theirs.hash(), 3)));
        assertEquals(1, document.waitingCount());
        document.apply(List.of(theirs));
        assertEquals("their hello world", document.now().text(TEXT));
        assertEquals(0, document.waitingCount());
    }

    /** As others leave them behind: one saved document behind the other, whichever comes first. */
    @Test
    void aLongNoteMayStandTwiceInAFile() {
        JavaDocument author = document();
        for (int i = 0; i < 60_000; i++) {
            int at = i;
            author.change(w -> w.splice(TEXT, at, 0, "a"));
        }
        byte[] before = author.save();
        author.change(w -> w.splice(TEXT, 0, 60_000, "all of it written anew"));
        byte[] after = author.save();
        for (byte[] both : List.of(joined(before, after), joined(after, before))) {
            JavaDocument document = engine().load(actor(), both);
            assertEquals(author.heads(), document.heads());
            assertEquals("all of it written anew", document.now().text(TEXT));
        }
        JavaDocument other = engine().load(author(2), before);
        other.change(w -> w.splice(TEXT, 60_000, 0, "b"));
        JavaDocument merged = engine().load(actor(), joined(after, other.save()));
        assertEquals("all of it written anewb", merged.now().text(TEXT));
        for (int i = 0; i < 40_000; i++) {
            other.change(w -> w.splice(TEXT, 60_000, 0, "b"));
        }
        JavaDocument parted = engine().load(actor(), joined(after, other.save()));
        assertEquals("all of it written anew" + "b".repeat(40_001), parted.now().text(TEXT));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** A failure halfway leaves nothing that the next attempt would stumble over. */
    @Test
    void whatCannotBeMadeAgainIsSaidAlikeEachTime() {
        int changes = 260_000;
        byte[] wordy =
                new RawChunk()
                        .numbers(0x01, changes, 0)
                        .deltas(0x03, changes, 1)
                        .deltas(0x13, changes, 0)
                        .deltas(0x23, changes, 0)
                        .text(0x35, changes, "m".repeat(400))
                        .numbers(0x40, 1, 0, changes - 1L, 1)
                        .deltas(0x43, 1, 0, changes - 2L, 1)
                        .numbers(0x56, changes, 7)
                        .document(List.of(author(1)), 1, new RawChunk());
        JavaDocument document = engine().load(actor(), wordy);
        String first = assertThrows(CrdtException.class, document::verify).getMessage();
        assertEquals(first, assertThrows(CrdtException.class, document::verify).getMessage());
    }

    @Test
    void manyChangesSideBySideCostWhatTheyAre() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            changes.add(
                    RawChunk.puts(1, "k" + i).change(List.of(ROOT), author(i), 1, AFTER_SKELETON));
        }
        JavaDocument document = document();
        Growth.assertSoon(() -> {
            document.apply(changes);
        });
        assertEquals(40_000, document.heads().hashes().size());
    }

    @Test
    void actorsOutOfOrderAreRefused() {
        List<ActorId> descending = new ArrayList<>();
        for (int i = 300_000; i > 0; i--) {
            descending.add(author(i));
        }
        byte[] saved = new RawChunk().document(descending, 0, new RawChunk());
        Growth.assertSoon(() -> {
            assertThrows(CrdtException.class, () -> engine().load(actor(), saved));
        });
    }

    /** Each of many changes waits for the same thousands, which come one after the other. */
    @Test
    void changesThatWaitForManyAreLookedAtOnceForEach() {
        List<Change> awaited = new ArrayList<>();
        List<ChangeHash> hashes = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            Change change =
                    RawChunk.puts(1, "k").change(List.of(ROOT), author(i), 1, AFTER_SKELETON);
            awaited.add(change);
            hashes.add(change.hash());
        }
        awaited.sort((one, other) -> one.hash().compareTo(other.hash()));
        List<Change> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(
                    RawChunk.puts(1, "k" + i)
                            .change(hashes, author(10_000 + i), 1, 2L * AFTER_SKELETON));
        }
        all.addAll(awaited);
        JavaDocument document = document();
        Growth.assertSoon(() -> {
            document.apply(all);
        });
        assertEquals(40, document.heads().hashes().size());
    }

    /** A hundred bytes that claim so many removals; what they are on may yet come. */
    private static Change removals(int claimed, ChangeHash on, ActorId author) {
        return new RawChunk()
                .text(0x15, claimed, "k")
                .flags(0x34, claimed)
                .numbers(0x42, claimed, 3)
                .numbers(0x56, claimed, 0)
                .numbers(0x70, claimed, 1)
                .numbers(0x71, claimed, 0)
                .deltas(0x73, 1, 1, claimed - 1, 0)
                .change(List.of(on), author, 1, 20_000_000);
    }

    /**
     * Of many that wait no more is read in one call than may be; who has little is not kept out.
     */
    @Test
    void whatWaitsIsNotReadFurtherThanItsBytesCanMean() {
        Change missing = RawChunk.puts(1, "k").change(List.of(ROOT), author(1), 1, AFTER_SKELETON);
        List<Change> bombs = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            bombs.add(removals(i % 2 == 0 ? 19_000_000 : 250_000, missing.hash(), author(10 + i)));
        }
        Change good =
                RawChunk.puts(100, "good").change(List.of(missing.hash()), author(2), 1, 1_000);
        bombs.add(good);
        JavaDocument document = document();
        Growth.assertSoon(() -> {
            document.apply(bombs);
            document.apply(List.of(missing));
        });
        assertEquals(3, document.changeCount());
        assertEquals(0, document.waitingCount());
        document.change(w -> w.splice(TEXT, 0, 0, "words"));
        assertEquals("words", engine().load(actor(), document.save()).now().text(TEXT));
    }

    /** What is cheap by itself and dear where it stands: each letter parts the run of another. */
    @Test
    void whatProvesTooDearWhereItStandsCostsNoMoreThanReadingIt() {
        JavaDocument document = document();
        document.apply(List.of(RawChunk.puts(262_130, "z").change(List.of(ROOT), author(2), 1, 5)));
        OpId text = textOfSkeleton();
        Change missing = RawChunk.puts(1, "k").change(List.of(ROOT), author(1), 1, AFTER_SKELETON);
        int letters = 150;
        List<Change> waiting = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            byte[] values = new byte[letters];
            Arrays.fill(values, (byte) 'a');
            waiting.add(
                    new RawChunk()
                            .numbers(0x01, letters, 1)
                            .numbers(0x02, letters, text.counter())
                            .deltas(0x13, letters, 0)
                            .flags(0x34, 0, letters)
                            .numbers(0x42, letters, 1)
                            .numbers(0x56, letters, 22)
                            .bytes(0x57, values)
                            .numbers(0x70, letters, 0)
                            .change(
                                    List.of(missing.hash()),
                                    author(10 + i),
                                    1,
                                    1_000_000,
                                    List.of(text.actor())));
        }
        document.apply(waiting);
        Growth.assertSoon(() -> {
            document.apply(List.of(missing));
        });
        assertEquals(0, document.waitingCount());
    }

    private static OpId textOfSkeleton() {
        List<OpId> texts = new ArrayList<>();
        SKELETON.operations(operation -> {
            if (operation.action() == Operation.Action.MAKE_TEXT) {
                texts.add(operation.id());
            }
        });
        return texts.get(0);
    }

    /** Whatever a change does, it is not taken for damaged because another one is. */
    @Test
    void allThatWaitedBesideADamagedOneIsTaken() {
        JavaDocument author = document();
        Change missing = type(author, 0, "words that are there");
        JavaDocument other = engine().load(actor(), author.save());
        Path list = Path.of("list");
        Path map = Path.of("map");
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int round = i;
            changes.add(
                    other.edit(
                                    0,
                                    "",
                                    w -> {
                                        w.makeList(list);
                                        w.insert(list, 0, new Value.Counter(1));
                                        w.insert(list, 1, new Value.Str("x"));
                                        w.increment(list, 0, 2);
                                        w.set(list, 1, new Value.Bool(true));
                                        w.makeMap(map);
                                        w.makeText(map.then("text"));
                                        w.splice(map.then("text"), 0, 0, "a😀b");
                                        w.splice(map.then("text"), 1, 2, "");
                                        w.put(map.then("k"), new Value.Int(round));
                                        w.put(map.then("k"), new Value.Counter(round));
                                        w.increment(map.then("k"), 1);
                                        w.splice(TEXT, 2, 5, "inserted");
                                        w.splice(TEXT, 1, 4, "");
                                        w.delete(map.then("k"));
                                    })
                            .orElseThrow());
            changes.add(
                    edit(
                            other,
                            w -> {
                                w.mark(
                                        TEXT,
                                        new Mark(1, 4, "bold", new Value.Bool(true)),
                                        Mark.Expand.AFTER);
                                w.unmark(TEXT, 2, 3, "bold", Mark.Expand.NONE);
                                w.remove(list, 0, 2);
                                w.splice(TEXT, 0, 2, "");
                            }));
        }
        JavaDocument document = document();
        document.apply(List.of(damaged(missing.hash(), 4)));
        document.apply(changes);
        document.apply(List.of(missing));
        assertEquals(other.heads(), document.heads());
        assertEquals(other.now().content(), document.now().content());
        assertEquals(0, document.waitingCount());
        assertTrue(document.leftOut().orElseThrow().contains("which is not there"));
    }

    /** What waited and was left out stays so, however the document is kept and loaded. */
    @Test
    void whatIsLeftOutKeepsADocumentFromLoadingNeitherBesideItNorBehindIt() {
        JavaDocument author = document();
        type(author, 0, "precious words");
        byte[] before = author.save();
        Change missing = RawChunk.puts(1, "k").change(List.of(ROOT), author(3), 1, AFTER_SKELETON);
        Change damaged = damaged(missing.hash(), 4);
        Change behind = RawChunk.puts(1, "k").change(List.of(damaged.hash()), author(5), 1, 99);
        author.apply(List.of(damaged));
        author.apply(List.of(behind));
        byte[] waiting = author.save();
        author.apply(List.of(missing));
        assertEquals(1, author.waitingCount());
        byte[] rows = joined(joined(before, damaged.toByteArray()), behind.toByteArray());
        for (byte[] first : List.of(waiting, rows)) {
            JavaDocument again = engine().load(actor(), joined(first, missing.toByteArray()));
            assertEquals(author.heads(), again.heads());
            assertEquals("precious words", again.now().text(TEXT));
            assertEquals(1, again.waitingCount());
            assertTrue(again.leftOut().isPresent());
        }
        byte[] atFault = joined(joined(before, missing.toByteArray()), damaged.toByteArray());
        assertThrows(CrdtException.class, () -> engine().load(actor(), atFault));
    }

    /** Behind one that claims very much it was not read when it came; without that one it is. */
    @Test
    void whatWaitedUnreadAndIsDamagedKeepsNoDocumentFromLoading() {
        Change missing = RawChunk.puts(1, "k").change(List.of(ROOT), author(1), 1, AFTER_SKELETON);
        Change first = RawChunk.puts(1, "f").change(List.of(ROOT), author(5), 1, AFTER_SKELETON);
        Change bomb = removals(400_000, first.hash(), author(3));
        Change malformed =
                RawChunk.puts(1, "k")
                        .numbers(0x42, 1, 99)
                        .change(List.of(missing.hash()), author(4), 1, 1_000);
        JavaDocument document = document();
        assertThrows(CrdtException.class, () -> document.apply(List.of(malformed)));
        document.apply(List.of(bomb, malformed));
        assertEquals(2, document.waitingCount());
        document.apply(List.of(first));
        assertEquals(1, document.waitingCount());
        JavaDocument again = engine().load(actor(), document.save());
        assertEquals(document.heads(), again.heads());
        assertEquals(1, again.waitingCount());
        for (JavaDocument each : List.of(document, again)) {
            each.apply(List.of(missing));
            assertTrue(each.leftOut().orElseThrow().contains(malformed.hash().toString()));
            assertEquals(0, each.waitingCount());
        }
        assertEquals(document.heads(), again.heads());
    }

    /** However a document is kept: a saved one pays for less than its changes. */
    @Test
    void whatWaitsIsReadAsFarBesideASavedDocument() {
        Change missing = RawChunk.puts(1, "k").change(List.of(ROOT), author(1), 1, AFTER_SKELETON);
        Change bomb = removals(400_000, missing.hash(), author(3));
        Change malformed =
                RawChunk.puts(1, "k")
                        .numbers(0x42, 1, 99)
                        .change(List.of(missing.hash()), author(4), 1, 1_000);
        JavaDocument document = document();
        for (int i = 0; i < 1_000; i++) {
            type(document, i, "a");
        }
        JavaDocument saved = engine().load(actor(), document.save());
        for (JavaDocument each : List.of(document, saved)) {
            each.apply(List.of(bomb, malformed));
            assertEquals(2, each.waitingCount());
        }
    }
}
