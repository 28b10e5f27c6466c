package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Snapshot;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.vault.sync.Signer;
import app.vaultnotes.vault.sync.SnapshotAct;
import app.vaultnotes.vault.sync.SnapshotPace;
import app.vaultnotes.vault.sync.SnapshotSync;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.SignedSnapshot;
import app.vaultnotes.wire.SignedStatement;
import app.vaultnotes.wire.Signing;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots are made, attested and taken in, call by call. */
class SnapshotSyncTest {

    private static final SnapshotPace PACE = new SnapshotPace(1, 1_000);
    private static final byte[] KEY = new byte[Signing.KEY_BYTES];
    private static final byte[] OTHER_KEY = new byte[Signing.KEY_BYTES];

    static {
        OTHER_KEY[0] = 1;
    }

    @TempDir Path folder;
    private Vaults vaults;
    private Vault here;
    private Vault late;
    private Id note;
    private Id newer;
    private final RelayLog relay = new RelayLog();
    private final Id other = Id.random();

    @BeforeEach
    void open() {
        vaults = new Vaults(folder);
        here = vaults.create("here");
        here.folders().create("Folder");
        note = here.notes().write("Note", "text\n").id();
        newer = here.notes().write("Newer", "text\n").id();
        relay.meet(here);
        SqliteStore.create(vaults.folder("late"), here.id()).close();
        late = vaults.open("late");
    }

    @AfterEach
    void close() {
        here.close();
        late.close();
    }

    /** Signs with the one key there is. */
    private static final class OneKey implements Signer {
        @Override
        public SignedBatch sign(List<LogRecord> records) {
            return SignedBatch.sign(records, KEY);
        }

        @Override
        public SignedStatement sign(SignedStatement statement) {
            return statement.sign(KEY);
        }

        @Override
        public SignedSnapshot sign(SignedSnapshot snapshot) {
            return snapshot.sign(KEY);
        }

        @Override
        public byte[] attest(SignedSnapshot snapshot) {
            return new byte[Signing.SIGNATURE_BYTES];
        }
    }

    private static VaultDevice device(Id id, byte[] key) {
        return VaultDevice.newBuilder()
                .setDeviceId(id.toString())
                .setPublicKey(ByteString.copyFrom(Signing.publicKey(key)))
                .build();
    }

    private SnapshotSync sync(Vault vault) {
        vault.receipts()
                .learn(List.of(device(here.records().device(), KEY), device(other, OTHER_KEY)));
        return new SnapshotSync(vault, new OneKey(), PACE, new Random(1));
    }

    private static <T extends SnapshotAct> T only(Class<T> kind, List<SnapshotAct> acts) {
        List<SnapshotAct> others =
                acts.stream().filter(act -> !(act instanceof SnapshotAct.Taken)).toList();
        assertEquals(1, others.size(), acts.toString());
        return kind.cast(others.get(0));
    }

    private Snapshots.Made signed(Id document) {
        Snapshots.Made made = here.snapshots().make(document).orElseThrow();
        return new Snapshots.Made(made.description().sign(KEY), made.bytes());
    }

    private Snapshot message(Id document, long takenMillis, boolean attested) {
        return signed(document).description().toMessage().toBuilder()
                .setTakenMillis(takenMillis)
                .setAttested(attested)
                .build();
    }

    @Test
    void aVaultBeginsWithTheTreeAndWhatWasSavedLast() {
        SnapshotSync sync = sync(late);
        assertEquals(List.of(), sync.begin(0), "not before the devices are known");
        assertEquals(List.of(), sync.devicesKnown(0), "not before the log is known");
        late.records().readAnew("first");
        SnapshotAct.ListAll first = only(SnapshotAct.ListAll.class, sync.tick(1));
        List<Snapshot> page =
                List.of(here.id(), note, newer).stream()
                        .sorted()
                        .map(id -> message(id, id.equals(newer) ? 9 : 5, false))
                        .toList();
        SnapshotAct.ListAll next = only(SnapshotAct.ListAll.class, sync.listed(first, page, 1));
        List<SnapshotAct> acts = sync.listed(next, List.of(), 1);
        for (Id document : List.of(here.id(), newer, note)) {
            SnapshotAct.Get get = only(SnapshotAct.Get.class, acts);
            assertEquals(new SnapshotAct.Get(document, false), get);
            acts = sync.got(get, message(document, 5, false), signed(document).bytes(), 1);
        }
        assertEquals(List.of(new SnapshotAct.Taken(note)), acts);
        assertEquals(List.of(), sync.problems());
        assertEquals(Copies.seen(here), Copies.seen(late));
    }

    @Test
    void whatIsNotWhatItShouldBeIsNotTaken() {
        SnapshotSync sync = sync(late);
        sync.begin(0);
        sync.devicesKnown(0); // the log is not known, so nothing is listed
        Snapshot sound = message(note, 1, true);
        Snapshot unsigned = sound.toBuilder().setDeviceId(other.toString()).build();
        byte[] bytes = signed(note).bytes();
        byte[] others = Arrays.copyOf(bytes, bytes.length - 1);
        refused(sync, message(newer, 1, true), signed(newer).bytes());
        refused(sync, unsigned, bytes);
        refused(sync, sound, others);
        refused(sync, message(note, 1, false), bytes);
        assertTrue(late.catalogue().note(note).isEmpty());
        SnapshotAct.Get get = only(SnapshotAct.Get.class, sync.fetch(note, 1));
        List<SnapshotAct> taken = sync.got(get, sound, bytes, 1);
        assertEquals(
                List.of(new SnapshotAct.Fetched(note, ""), new SnapshotAct.Taken(note)), taken);
        assertTrue(late.catalogue().note(note).isPresent());
    }

    private void refused(SnapshotSync sync, Snapshot description, byte[] bytes) {
        SnapshotAct.Get get = only(SnapshotAct.Get.class, sync.fetch(note, 0));
        SnapshotAct.Fetched answer =
                (SnapshotAct.Fetched) sync.got(get, description, bytes, 0).get(0);
        assertFalse(answer.why().isEmpty());
    }

    @Test
    void whatHasGrownIsSavedOnceItIsQuietAndNotTwice() {
        SnapshotSync sync = sync(here);
        assertEquals(List.of(), sync.begin(0));
        assertEquals(List.of(), sync.devicesKnown(0));
        assertTrue(sync.wakeMillis() >= PACE.quietMillis(), "not while it may be edited");
        int saved = 0;
        List<SnapshotAct> acts = sync.tick(sync.wakeMillis());
        while (!acts.isEmpty() && saved < 10) {
            SnapshotAct.Describe describe = only(SnapshotAct.Describe.class, acts);
            SnapshotAct.Put put =
                    only(SnapshotAct.Put.class, sync.described(describe, Optional.empty(), 1));
            assertTrue(put.description().isSignedBy(Signing.publicKey(KEY)));
            acts = sync.stored(put, put.description().toMessage(), 10_000);
            saved++;
        }
        assertEquals(3, saved);
        assertEquals(Long.MAX_VALUE, sync.wakeMillis(), "idle");
    }

    @Test
    void whatAnotherSavedIsReadAndVouchedFor() {
        relay.meet(late);
        SnapshotSync sync = sync(late);
        sync.begin(0);
        sync.devicesKnown(0);
        List<SnapshotAct> acts = sync.tick(10_000);
        SnapshotAct.Describe describe = only(SnapshotAct.Describe.class, acts);
        Id document = describe.document();
        acts = sync.described(describe, Optional.of(message(document, 1, false)), 10_000);
        SnapshotAct.Get get = only(SnapshotAct.Get.class, acts);
        acts = sync.got(get, message(document, 1, false), signed(document).bytes(), 10_000);
        SnapshotAct.Attest attest = only(SnapshotAct.Attest.class, acts);
        assertEquals(signed(document).description().hash(), attest.hash());
    }

    /** Who makes it could have others show what nobody else has. */
    @Test
    void whatIsInNoRecordIsNotVouchedFor() throws IOException {
        relay.meet(late);
        vaults.copy("late", "liar");
        Vault liar = vaults.open("liar");
        liar.notes().write("Note", "text\nand a lie\n");
        new RelayLog().send(liar);
        byte[] bytes = liar.snapshots().make(note).orElseThrow().bytes();
        liar.close();
        SignedSnapshot sound = signed(note).description();
        Snapshot lie =
                new SignedSnapshot(
                                sound.vault(),
                                sound.doc(),
                                sound.device(),
                                Hash.of(bytes),
                                bytes.length,
                                sound.covered(),
                                new byte[0])
                        .sign(KEY)
                        .toMessage();
        SnapshotSync sync = sync(late);
        sync.begin(0);
        List<SnapshotAct> acts = sync.devicesKnown(0);
        acts = acts.isEmpty() ? sync.tick(10_000) : acts;
        while (!(acts.get(0) instanceof SnapshotAct.Describe describe
                && describe.document().equals(note))) {
            SnapshotAct.Describe other = only(SnapshotAct.Describe.class, acts);
            acts = sync.described(other, Optional.of(message(other.document(), 1, true)), 10_000);
        }
        acts = sync.described((SnapshotAct.Describe) acts.get(0), Optional.of(lie), 10_000);
        SnapshotAct.Get get = only(SnapshotAct.Get.class, acts);
        acts = sync.got(get, lie, bytes, 10_000);
        assertTrue(acts.stream().noneMatch(SnapshotAct.Attest.class::isInstance));
        assertTrue(sync.problems().get(0).contains("not what it says it is"));
    }

    @Test
    void aReaderMakesNone() {
        SnapshotSync sync = sync(here);
        sync.begin(0);
        sync.devicesKnown(0);
        SnapshotAct.Describe describe =
                only(SnapshotAct.Describe.class, sync.tick(sync.wakeMillis()));
        SnapshotAct.Put put =
                only(SnapshotAct.Put.class, sync.described(describe, Optional.empty(), 1));
        Error forbidden = Error.newBuilder().setCode(ErrorCode.FORBIDDEN).build();
        List<SnapshotAct> acts = sync.failed(put, forbidden, 20_000);
        while (!acts.isEmpty()) { // to vouch for those of others
            SnapshotAct.Describe next = only(SnapshotAct.Describe.class, acts);
            acts = sync.described(next, Optional.empty(), 20_000);
        }
        assertEquals(Long.MAX_VALUE, sync.wakeMillis());
    }
}
