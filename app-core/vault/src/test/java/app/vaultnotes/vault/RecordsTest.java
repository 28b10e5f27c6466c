package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Payload;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.PackedPayload;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written on one device comes to be on others through nothing but records. */
class RecordsTest {

    private static final int STEPS = 60;
    private static final long SEED = 7;
    private static final int HOSTILE = 400;

    @TempDir Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 2_000 : 8);
    }

    private static Vault joining(Vaults vaults, String name, Vault of) {
        SqliteStore.create(vaults.folder(name), of.id()).close();
        return vaults.open(name);
    }

    /** Copies that meet by a log alone come to one state; so does one that joins at the end. */
    @ParameterizedTest
    @MethodSource("seeds")
    void copiesConvergeByRecords(long seed) throws IOException {
        Random random = new Random(seed);
        RelayLog relay = new RelayLog();
        try (Copies copies = new Copies(folder, random, 2 + random.nextInt(3))) {
            copies.meetBy((one, other) -> relay.meet(one));
            for (int i = 0; i < STEPS; i++) {
                copies.step();
            }
            copies.vaults.forEach(relay::meet);
            copies.vaults.forEach(relay::meet);
            Map<String, String> first = Copies.seen(copies.vaults.get(0));
            for (Vault vault : copies.vaults) {
                assertEquals(first, Copies.seen(vault), "seed " + seed);
                assertEquals(List.of(), vault.check(Progress.NONE), "seed " + seed);
            }
            int told = relay.records.size();
            copies.vaults.forEach(relay::meet);
            assertEquals(told, relay.records.size(), "nothing is told twice, seed " + seed);
            try (Vault late = joining(new Vaults(folder), "late", copies.vaults.get(0))) {
                Records.Taken taken = relay.fetch(late);
                assertEquals(List.of(), taken.problems(), "seed " + seed);
                assertEquals(first, Copies.seen(late), "late, seed " + seed);
                assertEquals(history(copies.vaults.get(0)), history(late), "seed " + seed);
                relay.send(late);
                assertEquals(told, relay.records.size(), "late tells nothing, seed " + seed);
            }
        }
    }

    /** For each document the ends of its versions. */
    private static Map<String, List<String>> history(Vault vault) {
        Map<String, List<String>> history = new TreeMap<>();
        for (ChangeLog.DocumentEntry entry : vault.session().store.changes().documents()) {
            history.put(
                    entry.id().toString(),
                    vault.session().store.history().versions(entry.id()).stream()
                            .map(v -> v.id() + v.toMillis() + v.name() + v.added())
                            .sorted()
                            .toList());
        }
        return history;
    }

    /** The vault is closed after each part, as by a crash. */
    @Test
    void whatIsLargerThanARecordArrives() {
        Vaults vaults = new Vaults(folder);
        RelayLog relay = new RelayLog();
        byte[] noise = new byte[2 << 20];
        new Random(SEED).nextBytes(noise);
        String text = Base64.getEncoder().encodeToString(noise);
        try (Vault here = vaults.create("here")) {
            here.notes().write("Large", text);
            here.notes().write("Small", "word");
            relay.meet(here);
            assertTrue(relay.records.size() >= 4, "in parts");
            joining(vaults, "there", here).close();
            for (LogRecord record : relay.records) {
                try (Vault there = vaults.open("there")) {
                    assertEquals(
                            List.of(), there.records().take(List.of(record), false).problems());
                }
            }
            try (Vault there = vaults.open("there")) {
                assertEquals(Copies.seen(here), Copies.seen(there));
                assertEquals(0, there.session().store.records().aside());
            }
        }
    }

    /** What one device told is whole on all, though the relay forgot half of it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aRelayThatForgotIsToldAgain(long seed) throws IOException {
        Random random = new Random(seed);
        RelayLog relay = new RelayLog();
        try (Copies copies = new Copies(folder, random, 3)) {
            copies.meetBy((one, other) -> relay.meet(one));
            for (int i = 0; i < STEPS / 2; i++) {
                copies.step();
            }
            copies.vaults.forEach(relay::meet);
            // One device never comes back: what only it told lives on in the others.
            Map<String, String> known = Copies.seen(copies.vaults.get(2));
            copies.vaults.forEach(relay::meet);
            copies.vaults.remove(2).close();
            relay.restore(random.nextInt(relay.records.size() + 1));
            copies.vaults.forEach(relay::meet);
            copies.vaults.forEach(relay::meet);
            Map<String, String> first = Copies.seen(copies.vaults.get(0));
            try (Vault late = joining(new Vaults(folder), "late", copies.vaults.get(0))) {
                assertEquals(List.of(), relay.fetch(late).problems(), "seed " + seed);
                assertEquals(first, Copies.seen(late), "seed " + seed);
            }
            assertTrue(first.keySet().containsAll(known.keySet()), "seed " + seed);
        }
    }

    /** A vault that was copied tells under another number what the relay has otherwise. */
    @Test
    void aForkedDeviceGoesOnAsAnother() throws IOException {
        Vaults vaults = new Vaults(folder);
        RelayLog relay = new RelayLog();
        try (Vault here = vaults.create("here");
                Vault there = joining(vaults, "there", here)) {
            here.notes().write("One", "first");
            relay.meet(here);
            Id before = here.records().device();
            here.notes().write("One", "first\nsecond");
            here.notes().write("Two", "other");
            assertFalse(here.records().cut(100));
            // The relay refuses these: it has others under their numbers.
            here.records().startAnew();
            assertNotEquals(before, here.records().device());
            relay.meet(here);
            relay.meet(there);
            assertEquals(Copies.seen(here), Copies.seen(there));
            there.notes().write("Two", "other\nback");
            relay.meet(there);
            relay.meet(here);
            assertEquals(Copies.seen(here), Copies.seen(there));
        }
    }

    /** What is purged is in no record any more, and what is left goes on. */
    @Test
    void aPurgedNoteIsInNoRecord() {
        Vaults vaults = new Vaults(folder);
        RelayLog relay = new RelayLog();
        try (Vault here = vaults.create("here");
                Vault there = joining(vaults, "there", here)) {
            here.notes().write("Kept", "stays");
            here.notes().write("Gone", "secret");
            relay.meet(here);
            here.notes().write("Gone", "secret, and not sent yet");
            here.records().cut(100);
            long unsent = here.records().lastCut();
            here.trash().put("Gone");
            here.trash().purge(here.trash().entries());
            assertFalse(here.records().has(unsent), "its bytes are gone");
            here.notes().write("Kept", "stays, and goes on");
            here.records().startAnew();
            relay.meet(here);
            relay.meet(there);
            assertEquals("stays, and goes on", there.notes().text(there.paths().note("Kept").id()));
        }
    }

    /** Records made with ill intent change nothing and stop nothing. */
    @Test
    void hostileRecordsAreSetAside() {
        Vaults vaults = new Vaults(folder);
        Random random = new Random(SEED);
        RelayLog relay = new RelayLog();
        try (Vault here = vaults.create("here");
                Vault there = joining(vaults, "there", here)) {
            for (int i = 0; i < 10; i++) {
                here.notes().write("N" + i, "word " + i);
            }
            relay.meet(here);
            List<LogRecord> good = List.copyOf(relay.records);
            Id liar = Id.random(random);
            RecordLog.Last last = RecordLog.Last.NONE;
            for (int i = 0; i < HOSTILE; i++) {
                LogRecord like = good.get(random.nextInt(good.size()));
                LogRecord bad = mutated(random, like, liar, last);
                last = new RecordLog.Last(bad.deviceSeq(), bad.hash());
                Records.Taken taken = there.records().take(List.of(bad), false);
                assertFalse(taken.forked() || taken.missing().isPresent(), "record " + i);
            }
            assertTrue(there.session().store.records().aside() > HOSTILE / 2, "mostly refused");
            relay.fetch(there);
            assertEquals(List.of(), there.check(Progress.NONE));
            for (int i = 0; i < 10; i++) {
                String text = there.notes().text(there.paths().note("N" + i).id());
                assertTrue(text.contains("word " + i), text);
            }
        }
    }

    /** A record with flipped bytes in its payload or in what that inflates to. */
    private static LogRecord mutated(
            Random random, LogRecord like, Id device, RecordLog.Last last) {
        byte[] payload = like.payload();
        if (random.nextBoolean()) {
            Payload inner = PackedPayload.unpack(List.of(PackedPayload.Part.parse(payload)));
            byte[] bytes = inner.toByteArray();
            flip(random, bytes);
            try {
                payload = PackedPayload.pack(Payload.parseFrom(bytes)).get(0);
            } catch (InvalidProtocolBufferException e) {
                flip(random, payload);
            }
        } else {
            flip(random, payload);
        }
        return LogRecord.cut(
                new LogRecord.Place(
                        like.vault(),
                        like.doc(),
                        Uuids.of(device),
                        last.deviceSeq() + 1,
                        last.hash()),
                LogRecord.Kind.CHANGES,
                0,
                payload);
    }

    private static void flip(Random random, byte[] bytes) {
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
    }

    @Test
    void aNamedVersionArrivesWithItsName() {
        Vaults vaults = new Vaults(folder);
        RelayLog relay = new RelayLog();
        try (Vault here = vaults.create("here");
                Vault there = joining(vaults, "there", here)) {
            Edited note = here.notes().write("Note", "one");
            here.notes().write("Note", "two");
            relay.meet(here);
            relay.meet(there);
            History.Version first = here.session().store.history().versions(note.id()).get(1);
            here.session().store.history().name(note.id(), first.id(), "draft");
            int before = relay.records.size();
            relay.meet(here);
            assertEquals(before + 1, relay.records.size());
            relay.meet(there);
            assertEquals(history(here), history(there));
            assertEquals(
                    "draft", there.session().store.history().versions(note.id()).get(1).name());
        }
    }
}
