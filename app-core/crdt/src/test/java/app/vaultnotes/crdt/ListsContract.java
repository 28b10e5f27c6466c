package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of the contract about lists. */
abstract class ListsContract extends HostileBytesContract {

    private static final Path LIST = PROPS.then("list");

    @Test
    void listsHoldEveryKindOfValueInTheirOrder() {
        List<Value> values =
                List.of(
                        new Value.Str("a😀"),
                        new Value.Int(-7),
                        new Value.Uint(7),
                        new Value.Null(),
                        new Value.Bool(true),
                        new Value.Real(1.5),
                        new Value.Timestamp(1),
                        new Value.Counter(3),
                        new Value.Bytes(new byte[] {1}));
        CrdtDocument document = create();
        edit(
                document,
                w -> {
                    w.makeList(LIST);
                    for (int i = values.size(); i > 0; i--) {
                        w.insert(LIST, 0, values.get(i - 1));
                    }
                });
        assertEquals(values, document.now().list(LIST));
        assertEquals(Optional.of(new Value.ListObject()), document.now().value(LIST));
        Heads then = document.heads();
        edit(
                document,
                w -> {
                    w.remove(LIST, 1, 7);
                    w.set(LIST, 0, new Value.Int(1));
                    w.insert(LIST, 2, new Value.Int(3));
                });
        List<Value> now = List.of(new Value.Int(1), values.get(8), new Value.Int(3));
        assertEquals(now, document.now().list(LIST));
        assertEquals(now, load(document.save()).now().list(LIST));
        assertEquals(values.subList(0, 7), document.at(then).list(LIST).subList(0, 7));
        assertEquals(Optional.empty(), document.change(w -> w.set(LIST, 2, new Value.Int(3))));
        assertEquals(Optional.empty(), document.change(w -> w.remove(LIST, 3, 0)));
    }

    @Test
    void whatDoesNotFitIntoAListIsRefused() {
        CrdtDocument document = create();
        edit(document, w -> w.makeList(LIST));
        byte[] saved = document.save();
        Value value = new Value.Int(1);
        refused(saved, w -> w.insert(LIST, 1, value));
        refused(saved, w -> w.insert(LIST, -1, value));
        refused(saved, w -> w.set(LIST, 0, value));
        refused(saved, w -> w.remove(LIST, 0, 1));
        refused(saved, w -> w.insert(LIST, 0, new Value.MapObject()));
        refused(saved, w -> w.insert(LIST, 0, new Value.Str("\ud800")));
        refused(saved, w -> w.insert(TEXT, 0, value));
        refused(saved, w -> w.splice(LIST, 0, 0, "x"));
        refused(saved, w -> w.put(LIST.then("k"), value));
        assertThrows(IllegalArgumentException.class, () -> document.now().list(TEXT));
        assertThrows(IllegalArgumentException.class, () -> document.now().text(LIST));
    }

    private void refused(byte[] saved, java.util.function.Consumer<CrdtWriter> edit) {
        CrdtDocument document = load(saved);
        assertThrows(IllegalArgumentException.class, () -> document.change(edit));
    }

    @Test
    void aListThatComesOrGoesIsToldAndNotWhatIsInIt() {
        CrdtDocument one = create();
        CrdtDocument two = create();
        Change made = edit(one, w -> w.makeList(LIST));
        assertEquals(
                List.of(new MapEdit(LIST, Optional.of(new Value.ListObject()))),
                follow(two, List.of(made)));
        Change filled = edit(one, w -> w.insert(LIST, 0, new Value.Int(1)));
        assertEquals(List.of(), follow(two, List.of(filled)));
        assertEquals(List.of(new Value.Int(1)), two.now().list(LIST));
        Change gone = edit(one, w -> w.put(LIST, new Value.Int(2)));
        assertEquals(
                List.of(new MapEdit(LIST, Optional.of(new Value.Int(2)))),
                follow(two, List.of(gone)));
        assertThrows(IllegalArgumentException.class, () -> one.now().list(LIST));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void listsConvergeInAnyOrder(long seed) {
        Random random = new Random(seed);
        CrdtDocument first = create();
        Change made = edit(first, w -> w.makeList(LIST));
        List<CrdtDocument> replicas = List.of(first, create(), create());
        replicas.forEach(replica -> replica.apply(List.of(made)));
        for (int round = 0; round < 40; round++) {
            List<Change> changes = new ArrayList<>();
            for (CrdtDocument replica : replicas) {
                changed(replica, random).ifPresent(changes::add);
                changed(replica, random).ifPresent(changes::add);
            }
            Collections.shuffle(changes, random);
            replicas.forEach(replica -> follow(replica, changes));
            List<Value> list = first.now().list(LIST);
            replicas.forEach(r -> assertEquals(list, r.now().list(LIST), "seed " + seed));
        }
    }

    private static Optional<Change> changed(CrdtDocument document, Random random) {
        int length = document.now().list(LIST).size();
        Value value = new Value.Int(random.nextInt(5));
        int at = random.nextInt(length + 1);
        return document.change(w -> {
            int what = at == length ? 2 : random.nextInt(4);
            if (what == 0) {
                w.set(LIST, at, value);
            } else if (what == 1) {
                w.remove(LIST, at, Math.min(2, length - at));
            } else {
                w.insert(LIST, at, value);
            }
        });
    }
}
