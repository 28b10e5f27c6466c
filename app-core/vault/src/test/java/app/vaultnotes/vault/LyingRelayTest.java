package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.vault.sync.Act;
import app.vaultnotes.vault.sync.SyncCore;
import app.vaultnotes.vault.sync.SyncState;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedStatement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A relay that lies is found out, each time in words, and what is in the vault stays what it was.
 * The lies: gaps, other vaults, changed, withheld, reordered, replayed and forged records, false
 * acknowledgements, other lives of the log, a log that was rolled back, false devices and
 * statements, false roles.
 */
class LyingRelayTest {

    private static final byte[] ANNS = LyingRelay.key(1);
    private static final byte[] RELAYS = LyingRelay.key(9);

    @TempDir Path folder;
    private final RelayLog log = new RelayLog();
    private Vaults vaults;
    private Vault ann;
    private Vault ben;
    private SyncCore core;
    private LyingRelay relay;
    private List<LogRecord> first;
    private Map<String, String> before;
    private final List<Act> acts = new ArrayList<>();
    private long nowMillis;

    /** Ben has all that Ann wrote, by a line that is up; she writes more. */
    @BeforeEach
    void open() {
        vaults = new Vaults(folder);
        ann = vaults.create("ann");
        ann.notes().write("Plan", "one\n");
        log.send(ann);
        SqliteStore.create(vaults.folder("ben"), ann.id()).close();
        ben = vaults.open("ben");
        relay = new LyingRelay(ann.id());
        first = List.copyOf(log.records);
        core = new SyncCore(ben, new SimDevice.Unsigned(), new Random(1));
        core.begin(0);
        core.connected(0);
        tell(relay.opened(first.size(), LyingRelay.LIFE));
        core.devices(List.of(LyingRelay.device(ann.records().device(), ANNS)), List.of(), 0);
        for (int i = 0; i < first.size(); i++) {
            tell(relay.records(first.size(), signed(i + 1, first.get(i))));
        }
        assertEquals(SyncState.LIVE, core.status().state());
        assertEquals("one\n", text());
        assertEquals(List.of(), core.status().problems());
        write("one\ntwo\n");
        before = Copies.seen(ben);
        acts.clear();
    }

    @AfterEach
    void close() {
        ann.close();
        ben.close();
    }

    private void write(String text) {
        ann.notes().write("Plan", text);
        log.send(ann);
    }

    private String text() {
        return ben.notes().text(ben.paths().note("Plan").id());
    }

    private void tell(ToClient... messages) {
        for (ToClient message : messages) {
            acts.addAll(core.heard(message, ++nowMillis));
        }
    }

    private static StoredRecord signed(long vaultSeq, LogRecord record) {
        return LyingRelay.stored(vaultSeq, record, ANNS);
    }

    private List<LogRecord> more() {
        return log.records.subList(first.size(), log.records.size());
    }

    private int next() {
        return first.size() + 1;
    }

    private LogRecord changed(LogRecord record) {
        return LyingRelay.with(record, record.vault(), first.get(0).payload());
    }

    /** It is said what is wrong, the line ends, and nothing of it is here. */
    private void isFoundOut(String words) {
        assertEquals(SyncState.DISTRUSTED, core.status().state());
        String why = core.status().why();
        assertTrue(why.contains(words), why);
        assertTrue(core.status().problems().toString().contains(words));
        assertTrue(acts.contains(new Act.HangUp()));
        assertEquals(before, Copies.seen(ben));
        goesOn();
    }

    /** What is written here stays, and once the relay tells the truth, all is well. */
    private void goesOn() {
        ben.notes().write("Mine", "stays\n");
        core.begin(++nowMillis);
        core.connected(++nowMillis);
        Records.Position at = ben.records().position();
        tell(relay.opened(log.records.size(), at.incarnation()));
        for (int i = (int) at.vaultSeq(); i < log.records.size(); i++) {
            tell(relay.records(log.records.size(), signed(i + 1, log.records.get(i))));
        }
        assertEquals(SyncState.LIVE, core.status().state(), core.status()::toString);
        assertEquals("one\ntwo\n", text());
        assertEquals("stays\n", ben.notes().text(ben.paths().note("Mine").id()));
    }

    @Test
    void aGapInTheLog() {
        tell(relay.records(next() + 1, signed(next() + 1, more().get(0))));
        isFoundOut("record " + (next() + 1) + " for " + next());
    }

    @Test
    void wordOfAnotherVault() {
        tell(relay.records(Id.random(), next(), signed(next(), more().get(0))));
        isFoundOut("another vault");
    }

    @Test
    void aRecordOfAnotherVault() {
        LogRecord other = LyingRelay.with(more().get(0), UUID.randomUUID(), new byte[1]);
        tell(relay.records(next(), signed(next(), other)));
        isFoundOut("of another vault");
    }

    @Test
    void bytesThatAreNoRecord() {
        byte[] bytes = more().get(0).toByteArray();
        bytes[0]++;
        tell(relay.records(next(), LyingRelay.bytes(next(), bytes)));
        isFoundOut("record");
    }

    @Test
    void aRecordThatIsTooLarge() {
        byte[] bytes = new byte[2 << 20];
        tell(relay.records(next(), LyingRelay.bytes(next(), bytes)));
        isFoundOut("record");
    }

    @Test
    void aChangedRecord() {
        LogRecord changed = changed(more().get(0));
        StoredRecord old = signed(next(), more().get(0));
        tell(
                relay.records(
                        next(),
                        LyingRelay.unsigned(next(), changed).toBuilder()
                                .setSignature(old.getSignature())
                                .build()));
        isFoundOut("is not signed by");
    }

    @Test
    void aRecordByTheRelayInTheNameOfAnother() {
        LogRecord forged = changed(more().get(0));
        tell(relay.records(next(), LyingRelay.stored(next(), forged, RELAYS)));
        isFoundOut("is not signed by");
    }

    @Test
    void aRecordThatNobodySigned() {
        tell(relay.records(next(), LyingRelay.unsigned(next(), changed(more().get(0)))));
        isFoundOut("nobody has signed");
    }

    @Test
    void anOldRecordWithOtherContent() {
        LogRecord forged =
                LyingRelay.with(first.get(0), first.get(0).vault(), more().get(0).payload());
        tell(relay.records(next(), LyingRelay.unsigned(next(), forged)));
        isFoundOut("nobody has signed");
    }

    @Test
    void aRecordInTheMiddleOfABatchThatIsNotItsOwn() {
        write("one\ntwo\nthree\n");
        LogRecord two = more().get(0);
        LogRecord three = more().get(more().size() - 1);
        tell(
                relay.records(
                        next() + 1,
                        LyingRelay.unsigned(next(), changed(two)),
                        signed(next() + 1, three)));
        write("one\ntwo\n");
        isFoundOut("nobody has signed");
    }

    @Test
    void aWithheldRecordIsLookedForOnce() {
        write("one\ntwo\nthree\n");
        write("one\ntwo\n");
        tell(relay.records(next(), signed(next(), more().get(1))));
        Act.Send again = (Act.Send) acts.get(acts.size() - 1);
        assertEquals(0, again.message().getOpen().getAfterVaultSeq(), "the log is read anew");
        tell(relay.opened(first.size() + 1, LyingRelay.LIFE));
        for (int i = 0; i < first.size(); i++) {
            tell(relay.records(first.size() + 1, signed(i + 1, first.get(i))));
        }
        tell(relay.records(next(), signed(next(), more().get(1))));
        isFoundOut("is missing");
    }

    @Test
    void recordsOutOfTheirOrder() {
        write("one\ntwo\nthree\n");
        write("one\ntwo\n");
        tell(
                relay.records(
                        next() + 1,
                        signed(next(), more().get(1)),
                        signed(next() + 1, more().get(0))));
        Act.Send again = (Act.Send) acts.get(acts.size() - 1);
        assertEquals(ToRelay.MessageCase.OPEN, again.message().getMessageCase());
        assertEquals(before, Copies.seen(ben));
    }

    @Test
    void aRecordTwiceChangesNothing() {
        LogRecord old = first.get(first.size() - 1);
        tell(relay.records(next(), signed(next(), old)));
        assertEquals(before, Copies.seen(ben));
        assertEquals(SyncState.LIVE, core.status().state());
    }

    @Test
    void anAcknowledgementOfWhatWasNotSent() {
        tell(relay.ack(ben.records().device(), 7));
        isFoundOut("what was not sent");
    }

    @Test
    void anAcknowledgementForAnotherDevice() {
        tell(relay.ack(ann.records().device(), 1));
        isFoundOut("what was not sent");
    }

    @Test
    void anotherLifeOfTheLogThanWasAskedFor() {
        tell(relay.opened(1, "second"));
        isFoundOut("another log");
    }

    @Test
    void aLogThatWasRolledBackInSilence() {
        tell(relay.opened(first.size() - 1, LyingRelay.LIFE));
        isFoundOut("a log of " + (first.size() - 1) + " records");
    }

    @Test
    void anOldLifeOfTheLogIsReadAndToldAnew() {
        tell(relay.refused(ErrorCode.OTHER_INCARNATION, 0, 0), relay.opened(0, "older"));
        assertEquals(SyncState.LIVE, core.status().state());
        assertEquals(before, Copies.seen(ben));
        boolean isTold = acts.stream().anyMatch(LyingRelayTest::isBatch);
        assertTrue(isTold, "the relay gets all that it lacks");
    }

    private static boolean isBatch(Act act) {
        return act instanceof Act.Send send && send.message().hasBatch();
    }

    @Test
    void aRecordThatThisDeviceIsSaidToHaveCut() {
        Id own = ben.records().device();
        LogRecord.Place place =
                new LogRecord.Place(
                        more().get(0).vault(), more().get(0).doc(), Uuids.of(own), 1, Hash.NONE);
        LogRecord forged = LogRecord.cut(place, LogRecord.Kind.CHANGES, 0, more().get(0).payload());
        tell(relay.records(next(), LyingRelay.stored(next(), forged, RELAYS)));
        assertTrue(acts.contains(new Act.Bind()), "it goes on as another device");
        assertEquals(before, Copies.seen(ben));
    }

    @Test
    void aRecordWithoutItsBytesThatCannotBe() {
        Id note = Uuids.id(more().get(0).doc());
        Hash hash = more().get(0).hash();
        tell(
                relay.records(
                        next(), LyingRelay.trimmed(next(), note, ann.records().device(), 0, hash)));
        isFoundOut("the number 0");
    }

    @Test
    void aSnapshotThatIsNotWhatWasLetGo() {
        LogRecord gone = more().get(0);
        ToClient trimmed =
                relay.records(
                        next(),
                        LyingRelay.trimmed(
                                        next(),
                                        Uuids.id(gone.doc()),
                                        ann.records().device(),
                                        gone.deviceSeq(),
                                        gone.hash())
                                .toBuilder()
                                .setSignature(signed(next(), gone).getSignature())
                                .build());
        tell(trimmed);
        assertTrue(acts.contains(new Act.Fetch(Uuids.id(gone.doc()))), acts::toString);
        acts.addAll(core.fetched("", ++nowMillis)); // which it does not cover
        tell(relay.opened(next(), LyingRelay.LIFE), trimmed);
        isFoundOut("not what its snapshot stands for");
    }

    @Test
    void anotherKeyForAKnownDevice() {
        Id device = ann.records().device();
        core.devices(List.of(LyingRelay.device(device, RELAYS)), List.of(), 5);
        assertTrue(core.status().problems().toString().contains("another key"));
        tell(relay.records(next(), LyingRelay.stored(next(), changed(more().get(0)), RELAYS)));
        isFoundOut("is not signed by");
    }

    @Test
    void aDeviceThatTheRelayAddsSpeaksForNobodyElse() {
        Id added = Id.random();
        core.devices(List.of(LyingRelay.device(added, RELAYS)), List.of(), 5);
        tell(LyingRelay.says(statement(ann.records().device()).sign(RELAYS).toMessage()));
        assertTrue(core.status().problems().toString().contains("not signed by it"));
        assertEquals(List.of(), ben.receipts().ofAll().devices());
        assertEquals(before, Copies.seen(ben));
    }

    private SignedStatement statement(Id device) {
        SortedMap<String, SignedStatement.UpTo> received = new TreeMap<>();
        received.put(ben.records().device().toString(), new SignedStatement.UpTo(99, Hash.NONE));
        return new SignedStatement(Uuids.of(ben.id()), Uuids.of(device), 1, received, new byte[0]);
    }

    @Test
    void aReceiptOfAnotherVault() {
        SignedStatement other = statement(ann.records().device());
        SignedStatement moved =
                new SignedStatement(
                                UUID.randomUUID(),
                                other.device(),
                                other.number(),
                                other.received(),
                                new byte[0])
                        .sign(ANNS);
        tell(LyingRelay.says(moved.toMessage()));
        assertTrue(core.status().problems().toString().contains("not signed by it"));
        assertEquals(List.of(), ben.receipts().ofAll().devices());
    }

    @Test
    void thatSomebodyIsNoMember() {
        tell(relay.closed(ErrorCode.NOT_FOUND));
        assertEquals(SyncState.REMOVED, core.status().state());
        assertEquals("no", core.status().why());
        assertEquals(before, Copies.seen(ben));
        goesOn();
    }

    @Test
    void thatSomebodyMayOnlyRead() {
        tell(relay.refused(ErrorCode.FORBIDDEN, 1, 0));
        assertEquals(SyncState.LIVE, core.status().state());
        assertEquals("no", core.status().why());
        // Of what a reader does, that which is being typed alone is not refused.
        Id plan = ben.paths().note("Plan").id();
        ben.notes().type(plan, List.of(new TextEdit(NoteDocument.TEXT, 0, 0, "stays ")));
        core.edited(List.of(plan), ++nowMillis);
        assertFalse(core.status().isLevel(), "it waits");
    }

    @Test
    void aRecordWhoseContentIsNone() {
        LogRecord broken =
                LyingRelay.with(
                        more().get(0),
                        more().get(0).vault(),
                        "no payload".getBytes(StandardCharsets.UTF_8));
        tell(relay.records(next(), signed(next(), broken)));
        assertEquals(SyncState.LIVE, core.status().state());
        assertEquals(1, core.status().problems().size(), "set aside, and the rest goes on");
        assertEquals(before, Copies.seen(ben));
    }
}
