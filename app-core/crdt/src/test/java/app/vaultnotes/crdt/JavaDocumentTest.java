package app.vaultnotes.crdt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the engine in plain Java can do beside the port. */
class JavaDocumentTest extends JavaEngineFixture {

    @Test
    void allValuesOfAnElementAreThere() {
        Path list = PROPS.then("several");
        JavaDocument one = engine().create(actor(), SKELETON);
        one.change(w -> {
            w.makeList(list);
            w.insert(list, 0, new Value.Int(0));
            w.insert(list, 1, new Value.Int(1));
        });
        JavaDocument two = one.fork(actor());
        Heads before = one.heads();
        one.change(w -> w.set(list, 1, new Value.Int(2)));
        two.change(w -> w.set(list, 1, new Value.Int(3)));
        one.merge(two);
        List<Value> values = one.now().conflicts(list, 1);
        assertEquals(Set.of(new Value.Int(2), new Value.Int(3)), Set.copyOf(values));
        assertEquals(one.now().list(list).get(1), values.get(1));
        assertEquals(List.of(new Value.Int(0)), one.now().conflicts(list, 0));
        assertEquals(List.of(new Value.Int(1)), one.at(before).conflicts(list, 1));
    }

    @Test
    void changesSayWhenTheyWereMadeAndWhatFor() {
        JavaDocument document = document();
        Change change = document.edit(1234, "why", w -> w.splice(TEXT, 0, 0, "x")).orElseThrow();
        JavaDocument again = engine().load(actor(), document.save());
        Change found = again.change(change.hash()).orElseThrow();
        assertEquals("why", found.message());
        assertEquals(1234, found.time());
        assertEquals(Optional.of(SKELETON), again.change(SKELETON.hash()));
        assertEquals(Optional.empty(), document().change(change.hash()));
    }

    @Test
    void forksGoTheirOwnWayAndMerge() {
        JavaDocument one = document();
        one.change(w -> w.splice(TEXT, 0, 0, "base"));
        JavaDocument two = one.fork(actor());
        one.change(w -> w.splice(TEXT, 0, 0, "A"));
        two.change(w -> w.splice(TEXT, 4, 0, "B"));
        one.merge(two);
        two.merge(one);
        assertEquals("AbaseB", one.now().text(TEXT));
        assertEquals(one.now().content(), two.now().content());
        assertEquals(one.heads(), two.heads());
    }

    @Test
    void twoMomentsAreCompared() {
        JavaDocument document = document();
        document.change(w -> w.splice(TEXT, 0, 0, "first words"));
        Heads before = document.heads();
        document.change(w -> w.splice(TEXT, 6, 5, "thoughts"));
        Heads after = document.heads();
        assertEquals("first thoughts", replay("first words", document.diff(before, after)));
        assertEquals("first words", replay("first thoughts", document.diff(after, before)));
    }

    @Test
    void whatIsMissingIsNamed() {
        JavaDocument one = document();
        Change first = one.change(w -> w.splice(TEXT, 0, 0, "a")).orElseThrow();
        Change second = one.change(w -> w.splice(TEXT, 1, 0, "b")).orElseThrow();
        JavaDocument two = document();
        two.apply(List.of(second));
        assertEquals(Set.of(first.hash()), two.missing());
        two.apply(List.of(first));
        assertEquals(Set.of(), two.missing());
        assertEquals("ab", two.now().text(TEXT));
    }

    @Test
    void listsReadAsTheyWere() {
        Path list = PROPS.then("list");
        JavaDocument document = document();
        document.edit(
                0,
                "",
                w -> {
                    w.makeList(list);
                    w.insert(list, 0, new Value.Int(1));
                    w.insert(list, 1, new Value.Counter(10));
                });
        Heads before = document.heads();
        document.edit(0, "", w -> w.increment(list, 1, 5));
        document.edit(0, "", w -> w.remove(list, 0, 1));
        assertEquals(List.of(new Value.Counter(15)), document.now().list(list));
        assertEquals(
                List.of(new Value.Int(1), new Value.Counter(10)), document.at(before).list(list));
    }

    @Test
    void columnsOfLaterVersionsAreKept() {
        JavaDocument document = document();
        Change change = document.change(w -> w.splice(TEXT, 0, 0, "x")).orElseThrow();
        byte[] body = Forge.body(change.toByteArray());
        byte[] longer = java.util.Arrays.copyOf(body, body.length + 3);
        longer[body.length] = 42;
        Change odd = Change.parse(Forge.withBody(change.toByteArray(), longer));
        JavaDocument other = document();
        other.apply(List.of(odd));
        other.change(w -> w.splice(TEXT, 1, 0, "y"));
        JavaDocument again = engine().load(actor(), other.save());
        assertEquals("xy", again.now().text(TEXT));
        assertEquals(other.heads(), again.heads());
        assertTrue(again.changesSince(Heads.NONE).contains(odd));
    }

    @Test
    void savedDocumentsOneAfterTheOtherAreMerged() {
        JavaDocument one = document();
        one.change(w -> w.splice(TEXT, 0, 0, "base"));
        byte[] old = one.save();
        JavaDocument two = one.fork(actor());
        one.change(w -> w.splice(TEXT, 0, 0, "A"));
        two.change(w -> w.splice(TEXT, 4, 0, "B"));
        JavaDocument all = engine().load(actor(), joined(old, one.save(), two.save()));
        one.merge(two);
        assertEquals(one.heads(), all.heads());
        assertEquals("AbaseB", all.now().text(TEXT));
        byte[][] many = new byte[17][];
        java.util.Arrays.fill(many, old);
        assertThrows(CrdtException.class, () -> engine().load(actor(), joined(many)));
    }

    @Test
    void wholeNumbersOf64BitsComeBack() {
        JavaDocument document = document();
        byte[] bytes = {-123, -128, -128, -128, -128, -128, -128, -128, -128, 1};
        Change wide =
                new RawChunk()
                        .text(0x15, 1, "wide")
                        .flags(0x34, 1)
                        .numbers(0x42, 1, 1)
                        .numbers(0x56, 1, bytes.length << 4 | 3)
                        .bytes(0x57, bytes)
                        .numbers(0x70, 1, 0)
                        .change(List.of(SKELETON.hash()), actor(), 1, 5);
        document.apply(List.of(wide));
        Object shown = new java.math.BigInteger("9223372036854775813");
        assertEquals(shown, document.now().content().get("wide"));
        document.change(w -> w.splice(TEXT, 0, 0, "x"));
        JavaDocument again = engine().load(actor(), document.save());
        again.verify();
        assertEquals(shown, again.now().content().get("wide"));
        assertTrue(again.changesSince(Heads.NONE).contains(wide));
    }

    /** Other engines save such changes as rows, with their bytes in columns of their own. */
    @Test
    void bytesBehindChangesOfASavedDocumentAreKept() {
        Change first =
                RawChunk.puts(1, "k")
                        .change(List.of(), ActorId.fromByteArray(new byte[] {7}), 1, 1);
        byte[] body = Forge.body(first.toByteArray());
        byte[] longer = java.util.Arrays.copyOf(body, body.length + 3);
        longer[body.length] = 42;
        Change odd = Change.parse(Forge.withBody(first.toByteArray(), longer));
        Change later = RawChunk.puts(1, "later").change(List.of(odd.hash()), odd.actor(), 2, 2);
        byte[] saved =
                new RawChunk()
                        .numbers(0x01, 2, 0)
                        .deltas(0x03, 2, 1)
                        .deltas(0x13, 2, 1)
                        .numbers(0x40, 1, 0, 1, 1)
                        .deltas(0x43, 1, 0)
                        .numbers(0x56, 1, 3 << 4 | 7, 1, 7)
                        .bytes(0x57, new byte[] {42, 0, 0})
                        .document(
                                List.of(odd.actor()),
                                List.of(later.hash()),
                                new RawChunk()
                                        .bytes(
                                                0x15,
                                                new byte[] {
                                                    126, 1, 'k', 5, 'l', 'a', 't', 'e', 'r'
                                                })
                                        .numbers(0x21, 2, 0)
                                        .deltas(0x23, 2, 1)
                                        .flags(0x34, 2)
                                        .numbers(0x42, 2, 1)
                                        .numbers(0x56, 2, 0)
                                        .numbers(0x80, 2, 0));
        JavaDocument document = engine().load(actor(), saved);
        assertEquals(List.of(odd, later), document.changesSince(Heads.NONE));
        Change beside = RawChunk.puts(1, "beside").change(List.of(odd.hash()), actor(), 1, 2);
        document.apply(List.of(beside));
        assertEquals(document.heads(), engine().load(actor(), document.save()).heads());
    }

    @Test
    void deepDocumentsAreWhole() {
        JavaDocument document = document();
        document.change(w -> {
            Path path = PROPS;
            for (int i = 0; i < 600; i++) {
                path = path.then("a");
                w.makeMap(path);
            }
        });
        JavaDocument again = engine().load(actor(), document.save());
        again.verify();
        String shown = again.now().content().toString();
        assertTrue(shown.contains("{a={a="));
        assertTrue(shown.contains("more than 500 deep"));
    }

    @Test
    void askingForOneChangeDoesNotMakeAllOthers() {
        JavaDocument author = document();
        for (int i = 0; i < 20_000; i++) {
            author.change(w -> w.splice(TEXT, 0, 0, "ab"));
        }
        List<Change> changes = author.changesSince(Heads.NONE);
        JavaDocument document = engine().load(actor(), author.save());
        Growth.assertSoon(() -> {
            for (int i = 0; i < 2_000; i++) {
                Change change = changes.get(10 * i);
                assertEquals(Optional.of(change), document.change(change.hash()));
            }
        });
    }

    /** Refusing the one increment that is too much would depend on the order in which they come. */
    @Test
    void countersWrapAroundTheSameWayInAnyOrder() {
        Path counter = PROPS.then("counter");
        JavaDocument one = document();
        one.change(w -> w.put(counter, new Value.Counter(Long.MAX_VALUE - 2)));
        JavaDocument two = one.fork(actor());
        one.edit(0, "", w -> w.increment(counter, 2));
        two.edit(0, "", w -> w.increment(counter, 3));
        one.merge(two);
        two.merge(one);
        Optional<Value> wrapped = Optional.of(new Value.Counter(Long.MIN_VALUE + 2));
        assertEquals(wrapped, one.now().value(counter));
        assertEquals(wrapped, two.now().value(counter));
        assertEquals(wrapped, engine().load(actor(), one.save()).now().value(counter));
    }

    @Test
    void whatIsNoCounterIsNotAddedTo() {
        JavaDocument document = document();
        Path list = Path.of("list");
        document.change(w -> {
            w.makeList(list);
            w.insert(list, 0, new Value.Str("words"));
            w.insert(list, 1, new Value.Counter(1));
        });
        document.edit(
                0,
                "",
                w -> {
                    assertThrows(IllegalArgumentException.class, () -> w.increment(list, 0, 5));
                    w.increment(list, 1, 5);
                });
        assertEquals(
                List.of(new Value.Str("words"), new Value.Counter(6)), document.now().list(list));
    }

    /** As versions wrote it that did not say at which places the heads are. */
    @Test
    void headsWithoutPlacesAreFound() {
        JavaDocument author = document();
        type(author, 0, "one");
        JavaDocument other = document();
        type(other, 0, "two");
        author.merge(other);
        byte[] saved = author.save();
        byte[] body = Forge.body(saved);
        byte[] early = Forge.withBody(saved, Arrays.copyOf(body, body.length - 2));
        JavaDocument again = engine().load(actor(), early);
        again.verify();
        assertEquals(author.heads(), again.heads());
        assertEquals(author.changesSince(other.heads()), again.changesSince(other.heads()));
        again.change(w -> w.splice(TEXT, 0, 0, "three"));
        assertEquals(again.heads(), engine().load(actor(), again.save()).heads());
        int at = new String(body, ISO_8859_1).indexOf("one");
        body[at] = 'O';
        byte[] forged = Forge.withBody(saved, Arrays.copyOf(body, body.length - 2));
        assertThrows(CrdtException.class, () -> engine().load(actor(), forged));
    }
}
