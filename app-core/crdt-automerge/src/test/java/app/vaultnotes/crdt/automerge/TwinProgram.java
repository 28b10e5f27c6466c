package app.vaultnotes.crdt.automerge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.FirstChange;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Shadow;
import app.vaultnotes.crdt.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A random program on devices that each keep their document twice, once on either engine: one of
 * them makes a change, the other takes it in, and both must be the same. Then other devices get it,
 * in any order.
 */
final class TwinProgram {
    static final Change SKELETON =
            Change.parse(
                    HexFormat.of()
                            .parseHex(
                                    "856f4a83531d8bb40142000a7661756c746e6f746573010100000006151734014205560457"
                                            + "0170027c017604746578740570726f707308636f6d6d656e7473047e010402007f"
                                            + "140300010400"));
    private static final Path TEXT = Path.of("text");
    private static final Path PROPS = Path.of("props");
    private static final int STEPS = 120;
    private static final int MAX_DEVICES = 6;
    private static final int SPREAD = 4;

    /**
     * What every text ends with and nobody edits: automerge-java 0.0.7 shows a mark that begins
     * behind the last character on characters before it.
     */
    private static final String END = ".";

    private static final List<String> PIECES =
            List.of("a", "bc", "😀", "é", "words here ", "\n", "漢字", "x😀y", "0123456789abcdef");
    private static final List<Mark.Expand> EXPANDS = List.of(Mark.Expand.values());
    private static final List<String> NAMES = List.of("bold", "link", "m");

    private final CrdtEngine ours;
    private final CrdtEngine theirs;
    private final Random random;
    private final long seed;
    private final List<Device> devices = new ArrayList<>();
    private int actors;
    private int step;
    private long operations;

    TwinProgram(CrdtEngine ours, CrdtEngine theirs, long seed) {
        this.ours = ours;
        this.theirs = theirs;
        this.random = new Random(seed);
        this.seed = seed;
    }

    /** One device. */
    private static final class Device {
        CrdtDocument ours;
        CrdtDocument theirs;
        final List<Change> inbox = new ArrayList<>();

        Device(CrdtDocument ours, CrdtDocument theirs) {
            this.ours = ours;
            this.theirs = theirs;
        }
    }

    private ActorId actor() {
        byte[] bytes = new byte[4 + random.nextInt(4)];
        random.nextBytes(bytes);
        bytes[2] = (byte) ++actors;
        return ActorId.fromByteArray(bytes);
    }

    /** Runs the program; says how many operations it had. */
    long run() {
        int count = 2 + random.nextInt(MAX_DEVICES - 1);
        for (int i = 0; i < count; i++) {
            devices.add(
                    new Device(ours.create(actor(), SKELETON), theirs.create(actor(), SKELETON)));
        }
        Change end = devices.get(0).ours.change(w -> w.splice(TEXT, 0, 0, END)).orElseThrow();
        for (Device device : devices) {
            device.ours.apply(List.of(end));
            device.theirs.apply(List.of(end));
        }
        putAtEmptyKeys();
        for (step = 0; step < STEPS; step++) {
            Device device = devices.get(random.nextInt(count));
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> edit(device);
                case 4 -> editMarks(device);
                case 5, 6, 7, 8 -> deliver(device, random.nextInt(6));
                default -> maybeReload(device);
            }
            compare(device);
        }
        for (Device device : devices) {
            deliver(device, device.inbox.size());
            compare(device);
        }
        Heads heads = devices.get(0).ours.heads();
        devices.forEach(device -> assertEquals(heads, device.ours.heads(), context()));
        reload(devices.get(0));
        past(devices.get(0));
        for (Device device : devices) {
            device.ours.close();
            device.theirs.close();
        }
        return operations;
    }

    /** What neither engine writes, but another implementation does. */
    private void putAtEmptyKeys() {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<FirstChange.Put> puts = List.of(new FirstChange.Put("", new Value.Int(i)));
            Change put = FirstChange.of(SKELETON, 4, actor(), puts, 2, "");
            devices.forEach(device -> inbox(device, put));
        }
    }

    private void inbox(Device device, Change change) {
        device.inbox.add(random.nextInt(device.inbox.size() + 1), change);
    }

    private String context() {
        return "seed " + seed + " step " + step;
    }

    private void edit(Device device) {
        change(
                device,
                (w, text) -> {
                    for (int i = 1 + random.nextInt(30); i > 0; i--) {
                        edit(w, text);
                    }
                });
    }

    /**
     * Marks something. automerge-java 0.0.7 mixes marks up whose counters differ by one or less, so
     * each device has counters of its own for them; the first change tells where it stands.
     */
    private void editMarks(Device device) {
        Change before =
                change(device, (w, text) -> w.splice(TEXT, text.length(), 0, "^")).orElseThrow();
        int index = devices.indexOf(device);
        long next = before.startOp() + 1;
        int filler = Math.floorMod((long) SPREAD * index - next, SPREAD * MAX_DEVICES);
        change(
                device,
                (w, text) -> {
                    w.splice(TEXT, text.length(), 0, "~".repeat(filler));
                    mark(w, text, aligned(text, random.nextInt(text.length() + 1)));
                });
    }

    /** What is done to the text, and to a copy of it without its end. */
    private interface Edit {
        void make(CrdtWriter w, StringBuilder text);
    }

    private Optional<Change> change(Device device, Edit edit) {
        boolean mine = random.nextBoolean();
        CrdtDocument author = mine ? device.ours : device.theirs;
        CrdtDocument twin = mine ? device.theirs : device.ours;
        String whole = author.now().text(TEXT);
        StringBuilder text = new StringBuilder(whole.substring(0, whole.length() - 1));
        Optional<Change> made = author.change(w -> edit.make(w, text));
        if (made.isEmpty()) {
            return made;
        }
        made.get().operations(operation -> operations++);
        take(twin, List.of(made.get()));
        for (Device other : devices) {
            if (other != device) {
                inbox(other, made.get());
            }
        }
        return made;
    }

    private void edit(CrdtWriter w, StringBuilder text) {
        int from = aligned(text, random.nextInt(text.length() + 1));
        switch (random.nextInt(12)) {
            case 0 -> w.put(PROPS.then("k" + random.nextInt(5)), value());
            case 1 -> w.delete(PROPS.then("k" + random.nextInt(5)));
            case 2 -> {
                Path map = PROPS.then("m" + random.nextInt(3));
                w.makeMap(map);
                w.put(map.then("x"), value());
            }
            case 3, 4, 5, 6 -> {
                int to = aligned(text, Math.min(text.length(), from + random.nextInt(6)));
                if (to > from) {
                    w.splice(TEXT, from, to - from, "");
                    text.delete(from, to);
                }
            }
            default -> {
                int to = aligned(text, Math.min(text.length(), from + random.nextInt(2)));
                String piece = PIECES.get(random.nextInt(PIECES.size()));
                w.splice(TEXT, from, Math.max(0, to - from), piece);
                text.replace(from, Math.max(from, to), piece);
            }
        }
    }

    private void mark(CrdtWriter w, StringBuilder text, int from) {
        int to = aligned(text, Math.min(text.length(), from + 1 + random.nextInt(9)));
        if (to <= from) {
            return;
        }
        String name = NAMES.get(random.nextInt(NAMES.size()));
        Mark.Expand expand = EXPANDS.get(random.nextInt(EXPANDS.size()));
        if (random.nextInt(3) == 0) {
            w.unmark(TEXT, from, to, name, expand);
        } else {
            Value value = new Value.Int(random.nextInt(3));
            w.mark(TEXT, new Mark(from, to, name, value), expand);
        }
    }

    private Value value() {
        return switch (random.nextInt(9)) {
            case 0 -> new Value.Str(PIECES.get(random.nextInt(PIECES.size())));
            case 1 -> new Value.Int(random.nextInt());
            case 2 -> new Value.Uint(random.nextInt(1000));
            case 3 -> new Value.Real(random.nextDouble());
            case 4 -> new Value.Bool(random.nextBoolean());
            case 5 -> new Value.Null();
            case 6 -> new Value.Timestamp(random.nextInt());
            case 7 -> new Value.Counter(random.nextInt(100));
            default -> new Value.Bytes(new byte[random.nextInt(20)]);
        };
    }

    private static int aligned(CharSequence text, int at) {
        boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return inside ? at - 1 : at;
    }

    private void deliver(Device device, int count) {
        List<Change> some =
                new ArrayList<>(device.inbox.subList(0, Math.min(count, device.inbox.size())));
        device.inbox.subList(0, some.size()).clear();
        take(device.ours, some);
        take(device.theirs, some);
    }

    /** Takes changes in and checks that the edits told are the ones made. */
    private void take(CrdtDocument document, List<Change> changes) {
        Shadow shadow = Shadow.of(document.now());
        shadow.follow(document.apply(changes));
        shadow.assertShows(document.now(), context());
    }

    private void maybeReload(Device device) {
        if (random.nextInt(3) == 0) {
            reload(device);
        }
    }

    /** Each engine goes on with what the other one saved. */
    private void reload(Device device) {
        byte[] saved = device.ours.save();
        byte[] other = device.theirs.save();
        device.ours.close();
        device.theirs.close();
        device.ours = ours.load(actor(), other);
        device.theirs = theirs.load(actor(), saved);
        compare(device);
    }

    /** Some moment of the past is the same in both. */
    private void past(Device device) {
        List<Change> all = device.ours.changesSince(Heads.NONE);
        assertEquals(device.theirs.changesSince(Heads.NONE).size(), all.size(), context());
        for (int i = 0; i < 5; i++) {
            Heads then = Heads.of(List.of(all.get(random.nextInt(all.size())).hash()));
            assertEquals(
                    device.theirs.at(then).text(TEXT), device.ours.at(then).text(TEXT), context());
            assertEquals(
                    device.theirs.at(then).marks(TEXT),
                    device.ours.at(then).marks(TEXT),
                    context());
            assertEquals(
                    device.theirs.at(then).keys(PROPS),
                    device.ours.at(then).keys(PROPS),
                    context());
        }
    }

    private void compare(Device device) {
        assertEquals(device.theirs.heads(), device.ours.heads(), context());
        assertEquals(device.theirs.now().text(TEXT), device.ours.now().text(TEXT), context());
        assertEquals(device.theirs.now().marks(TEXT), device.ours.now().marks(TEXT), context());
        assertEquals(device.theirs.now().keys(PROPS), device.ours.now().keys(PROPS), context());
        Path empty = Path.of("");
        assertEquals(device.theirs.now().value(empty), device.ours.now().value(empty), context());
        for (String key : device.ours.now().keys(PROPS)) {
            Path path = PROPS.then(key);
            assertEquals(device.theirs.now().value(path), device.ours.now().value(path), context());
            Path inner = path.then("x");
            assertEquals(
                    device.theirs.now().value(inner), device.ours.now().value(inner), context());
        }
        int length = device.ours.now().length(TEXT);
        int at = aligned(device.ours.now().text(TEXT), random.nextInt(length + 1));
        assertEquals(
                device.theirs.now().cursor(TEXT, at),
                device.ours.now().cursor(TEXT, at),
                context());
    }
}
