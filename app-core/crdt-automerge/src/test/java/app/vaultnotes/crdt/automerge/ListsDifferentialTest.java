package app.vaultnotes.crdt.automerge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.JavaWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.automerge.AmValue;
import org.automerge.Document;
import org.automerge.NewValue;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.automerge.Transaction;
import org.junit.jupiter.api.Test;

/** Lists, counters and conflicts beside those of automerge-java. */
class ListsDifferentialTest {

    private static final Change SKELETON =
            Change.parse(
                    HexFormat.of()
                            .parseHex(
                                    "856f4a83531d8bb40142000a7661756c746e6f746573010100000006151734014205560457"
                                            + "0170027c017604746578740570726f707308636f6d6d656e7473047e010402007f"
                                            + "140300010400"));
    private static final long OPERATIONS =
            Long.getLong(
                    "vaultnotes.lists", Boolean.getBoolean("vaultnotes.heavy") ? 300_000 : 15_000);
    private static final Path LIST = Path.of("list");
    private static final List<String> KEYS = List.of("a", "b", "c");

    /** How many were made so far. */
    private long operations;

    /** A device and its twin. */
    private static final class Device {
        final JavaDocument ours;
        final Document theirs;
        final List<Change> inbox = new ArrayList<>();

        Device(byte name) {
            byte[] actor = {name, 1, 2};
            ours = new JavaEngine().create(ActorId.fromByteArray(actor), SKELETON);
            theirs = new Document(new byte[] {name, 9, 9});
            theirs.applyEncodedChanges(SKELETON.toByteArray());
        }

        void take(List<Change> changes) {
            ours.apply(changes);
            changes.forEach(change -> theirs.applyEncodedChanges(change.toByteArray()));
        }

        ObjectId list() {
            return ((AmValue.List) theirs.get(ObjectId.ROOT, "list").orElseThrow()).getId();
        }
    }

    @Test
    void listsCountersAndConflictsAgree() {
        NativeLibrary.load();
        for (long seed = 1; operations < OPERATIONS; seed++) {
            run(new Random(seed), "seed " + seed);
        }
    }

    private void run(Random random, String context) {
        List<Device> devices = new ArrayList<>();
        for (byte name = 1; name <= 2 + random.nextInt(3); name++) {
            devices.add(new Device(name));
        }
        Change first = devices.get(0).ours.edit(0, "", w -> w.makeList(LIST)).orElseThrow();
        devices.get(0).theirs.applyEncodedChanges(first.toByteArray());
        devices.subList(1, devices.size()).forEach(device -> device.take(List.of(first)));
        for (int step = 0; step < 60; step++) {
            Device device = devices.get(random.nextInt(devices.size()));
            if (random.nextInt(3) == 0) {
                deliver(device, random.nextInt(5));
            } else {
                edit(device, devices, random);
            }
            compare(device, context + " step " + step);
        }
        for (Device device : devices) {
            deliver(device, device.inbox.size());
            compare(device, context);
            assertEquals(devices.get(0).ours.heads(), device.ours.heads(), context);
        }
        reload(devices.get(0), context);
        devices.forEach(device -> device.theirs.free());
    }

    private static void deliver(Device device, int count) {
        List<Change> some =
                new ArrayList<>(device.inbox.subList(0, Math.min(count, device.inbox.size())));
        device.inbox.subList(0, some.size()).clear();
        device.take(some);
    }

    private void edit(Device device, List<Device> devices, Random random) {
        Change made = random.nextBoolean() ? ours(device, random) : theirs(device, random);
        made.operations(operation -> operations++);
        for (Device other : devices) {
            if (other != device) {
                other.inbox.add(made);
            }
        }
    }

    private static Change ours(Device device, Random random) {
        List<Value> list = device.ours.now().list(LIST);
        String key = KEYS.get(random.nextInt(KEYS.size()));
        boolean counts =
                device.ours.now().value(Path.of(key)).orElse(null) instanceof Value.Counter;
        Change made =
                device.ours
                        .edit(
                                5,
                                "message",
                                w -> {
                                    w.insert(LIST, random.nextInt(list.size() + 1), value(random));
                                    onList(w, list, random);
                                    onMap(w, key, counts, random);
                                })
                        .orElseThrow();
        device.theirs.applyEncodedChanges(made.toByteArray());
        return made;
    }

    private static void onList(JavaWriter w, List<Value> list, Random random) {
        if (list.isEmpty()) {
            return;
        }
        int at = random.nextInt(list.size());
        switch (random.nextInt(3)) {
            case 0 -> w.remove(LIST, at, 1);
            case 1 -> w.set(LIST, at, value(random));
            default -> w.insert(LIST, at, value(random));
        }
    }

    private static void onMap(JavaWriter w, String key, boolean counts, Random random) {
        Path path = Path.of(key);
        switch (random.nextInt(3)) {
            case 0 -> w.delete(path);
            case 1 -> w.put(path, value(random));
            default -> {
                if (counts) {
                    w.increment(path, random.nextInt(9) - 4);
                }
            }
        }
    }

    private static Change theirs(Device device, Random random) {
        Heads before = device.ours.heads();
        ObjectId list = device.list();
        AmValue[] items = device.theirs.listItems(list).orElseThrow();
        String key = KEYS.get(random.nextInt(KEYS.size()));
        boolean counts =
                device.theirs.get(ObjectId.ROOT, key).orElse(null) instanceof AmValue.Counter;
        Transaction tx = device.theirs.startTransaction();
        tx.insert(list, random.nextInt(items.length + 1), random.nextInt(100));
        tx.set(list, random.nextInt(items.length + 1), -1 - random.nextInt(100));
        if (counts) {
            tx.increment(ObjectId.ROOT, key, random.nextInt(9));
        } else {
            tx.set(ObjectId.ROOT, key, NewValue.counter(random.nextInt(9)));
        }
        tx.commit();
        List<Change> made =
                Change.parseAll(device.theirs.encodeChangesSince(Values.hashes(before)));
        device.ours.apply(made);
        return made.get(0);
    }

    private static Value value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Value.Counter(random.nextInt(50));
            case 1 -> new Value.Str("s" + random.nextInt(10));
            default -> new Value.Int(random.nextInt(100));
        };
    }

    private static void compare(Device device, String context) {
        assertEquals(Values.heads(device.theirs.getHeads()), device.ours.heads(), context);
        List<Value> list =
                Arrays.stream(device.theirs.listItems(device.list()).orElseThrow())
                        .map(Values::value)
                        .toList();
        assertEquals(list, device.ours.now().list(LIST), context);
        for (String key : KEYS) {
            assertEquals(
                    sorted(NativeContent.values(device.theirs, ObjectId.ROOT, key)),
                    sorted(device.ours.now().conflicts(Path.of(key))),
                    context);
            assertEquals(
                    device.theirs.get(ObjectId.ROOT, key).map(Values::value),
                    device.ours.now().value(Path.of(key)),
                    context);
        }
    }

    private static List<String> sorted(List<Value> values) {
        return values.stream().map(Value::toString).sorted().toList();
    }

    private static void reload(Device device, String context) {
        Document theirs = Document.load(device.ours.save());
        assertEquals(Values.heads(theirs.getHeads()), device.ours.heads(), context);
        theirs.free();
        JavaDocument ours =
                new JavaEngine().load(ActorId.fromByteArray(new byte[] {77}), device.theirs.save());
        assertEquals(device.ours.now().content(), ours.now().content(), context);
        assertEquals(
                device.ours.changesSince(Heads.NONE).size(),
                ours.changesSince(Heads.NONE).size(),
                context);
        ours.verify();
        assertEquals(ObjectType.LIST, device.theirs.getObjectType(device.list()).orElseThrow());
    }
}
