package app.vaultnotes.relay.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.WireId;
import app.vaultnotes.wire.WireLimits;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** The log against a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogTest {

    private final DatabaseAddress address = TestPostgres.newDatabase();
    private final Database database = Database.open(address);
    private final UUID relay = UUID.randomUUID();
    private final Map<UUID, List<StoredRecord>> heard = new ConcurrentHashMap<>();
    private final Log log =
            new Log(
                    database,
                    new DeviceKeys(database),
                    new Log.Place(relay, true, InstantSource.system()),
                    this::hear);
    private final LogReader reader = new LogReader(database);
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeAll
    void sayTheSeed() {
        System.out.println("LogTest seed " + seed);
    }

    @AfterAll
    void close() {
        log.close();
        database.close();
    }

    private void hear(UUID vault, List<StoredRecord> records) {
        heard.computeIfAbsent(vault, key -> new CopyOnWriteArrayList<>()).addAll(records);
    }

    private Appended append(TestDevice device, SignedBatch batch) throws Exception {
        return log.append(device.caller(), batch).get();
    }

    private ErrorCode refused(TestDevice device, SignedBatch batch) {
        ExecutionException failure =
                assertThrows(
                        ExecutionException.class, () -> log.append(device.caller(), batch).get());
        return RelayException.of(failure).code();
    }

    private List<StoredRecord> all(TestDevice device) {
        List<StoredRecord> all = new ArrayList<>();
        long cursor = 0;
        LogReader.Page page =
                reader.read(device.vault(), device.account(), 0, LogReader.PAGE_BYTES, false);
        while (!page.isEnd()) {
            all.addAll(page.records());
            cursor = page.lastVaultSeq();
            page =
                    reader.read(
                            device.vault(), device.account(), cursor, LogReader.PAGE_BYTES, false);
        }
        assertEquals(page.head(), cursor);
        return all;
    }

    private static void assertGapless(List<StoredRecord> records) {
        assertEquals(
                LongStream.rangeClosed(1, records.size()).boxed().toList(),
                records.stream().map(StoredRecord::getVaultSeq).toList());
    }

    @Test
    void whatIsAcknowledgedIsThereBitForBitAndHeard() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        SignedBatch first = device.cut(3, 200, random);
        SignedBatch second = device.cut(1, 70_000, random);
        assertEquals(new Appended(device.vault(), device.id(), 3, 1, 3), append(device, first));
        assertEquals(new Appended(device.vault(), device.id(), 4, 4, 4), append(device, second));
        List<StoredRecord> stored = all(device);
        assertGapless(stored);
        List<LogRecord> sent = new ArrayList<>(first.records());
        sent.addAll(second.records());
        for (int i = 0; i < sent.size(); i++) {
            assertArrayEquals(sent.get(i).toByteArray(), stored.get(i).getRecord().toByteArray());
        }
        assertTrue(stored.get(0).getSignature().isEmpty());
        assertArrayEquals(first.signature(), stored.get(2).getSignature().toByteArray());
        assertEquals(stored, heard.get(device.vault()));
    }

    @Test
    void sendingAgainIsHarmlessAlsoInPart() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        SignedBatch first = device.cut(3, 50, random);
        SignedBatch second = device.cut(2, 50, random);
        Appended once = append(device, first);
        assertEquals(once, append(device, first));
        List<LogRecord> both = new ArrayList<>(first.records());
        both.addAll(second.records());
        assertEquals(
                new Appended(device.vault(), device.id(), 5, 2, 5),
                append(device, device.sign(both.subList(1, 5))));
        assertEquals(
                new Appended(device.vault(), device.id(), 2, 1, 2),
                append(device, device.sign(both.subList(0, 2))));
        assertEquals(5, all(device).size());
    }

    @Test
    void theSameBatchManyTimesAtOnceIsThereOnce() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        SignedBatch batch = device.cut(10, 50, random);
        SignedBatch next = device.cut(10, 50, random);
        List<CompletableFuture<Appended>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(log.append(device.caller(), batch));
            all.add(log.append(device.caller(), next));
        }
        for (int i = 0; i < 40; i++) {
            assertEquals(i % 2 == 0 ? 10 : 20, all.get(i).get().lastVaultSeq());
        }
        assertEquals(20, all(device).size());
    }

    @Test
    void aCopyThatWentItsOwnWayIsForked() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        append(device, device.cut(2, 50, random));
        TestDevice copy = device.copy();
        append(device, device.cut(2, 50, random));
        assertEquals(ErrorCode.FORKED, refused(copy, copy.cut(1, 50, random)));
        copy.cut(1, 50, random);
        assertEquals(ErrorCode.FORKED, refused(copy, copy.cut(3, 50, random)));
        assertEquals(4, all(device).size());
    }

    @Test
    void aHoleIsRefusedWithTheLastThatIsThere() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        append(device, device.cut(2, 50, random));
        device.cut(1, 50, random);
        SignedBatch late = device.cut(1, 50, random);
        ExecutionException failure =
                assertThrows(
                        ExecutionException.class, () -> log.append(device.caller(), late).get());
        RelayException gap = RelayException.of(failure);
        assertEquals(ErrorCode.GAP, gap.code());
        assertEquals(2, gap.toMessage().getLastDeviceSeq());
    }

    @Test
    void whoMayNotWriteDoesNot() throws Exception {
        TestDevice owner = TestDevice.withVault(database);
        TestDevice viewer = TestDevice.joining(database, owner.vault(), 1);
        TestDevice editor = TestDevice.joining(database, owner.vault(), 2);
        TestDevice stranger = TestDevice.withVault(database);
        assertEquals(ErrorCode.FORBIDDEN, refused(viewer, viewer.cut(1, 50, random)));
        append(editor, editor.cut(1, 50, random));
        keep("UPDATE device SET revoked_millis = 1 WHERE device_id = ?", editor.id());
        assertEquals(ErrorCode.FORBIDDEN, refused(editor, editor.cut(1, 50, random)));
        keep("DELETE FROM member WHERE account_id = ?", viewer.account());
        assertEquals(ErrorCode.NOT_FOUND, refused(viewer, viewer.cut(1, 50, random)));
        keep("UPDATE vault SET deleted_from_millis = 1 WHERE vault_id = ?", stranger.vault());
        assertEquals(ErrorCode.NOT_FOUND, refused(stranger, stranger.cut(1, 50, random)));
        assertEquals(1, all(owner).size());
        RelayException unread =
                assertThrows(
                        RelayException.class,
                        () ->
                                reader.read(
                                        owner.vault(),
                                        stranger.account(),
                                        0,
                                        LogReader.PAGE_BYTES,
                                        false));
        assertEquals(ErrorCode.NOT_FOUND, unread.code());
    }

    private void keep(String sql, UUID id) {
        database.transact(Scope.keeper(), rows -> rows.update(sql, id));
    }

    @Test
    void aBatchOfAnotherDeviceOrWithAnotherSignatureIsRefused() {
        TestDevice device = TestDevice.withVault(database);
        TestDevice sibling = device.sibling(database);
        SignedBatch batch = device.cut(2, 50, random);
        RelayException notOwn =
                assertThrows(RelayException.class, () -> log.append(sibling.caller(), batch));
        assertEquals(ErrorCode.BAD_PROOF, notOwn.code());
        SignedBatch forged = sibling.sign(batch.records());
        RelayException notSigned =
                assertThrows(RelayException.class, () -> log.append(device.caller(), forged));
        assertEquals(ErrorCode.BAD_PROOF, notSigned.code());
    }

    @Test
    void aFullVaultTakesNothingAndCountsWhatItHas() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        keep("UPDATE vault SET quota_bytes = 1000 WHERE vault_id = ?", device.vault());
        append(device, device.cut(1, 700, random));
        TestDevice copy = device.copy();
        assertEquals(ErrorCode.QUOTA, refused(copy, copy.cut(1, 110, random)));
        append(device, device.cut(1, 104, random));
        long stored =
                database.transact(
                        Scope.keeper(),
                        rows ->
                                rows.first(
                                                "SELECT stored_bytes FROM vault WHERE vault_id = ?",
                                                row -> row.getLong(1),
                                                device.vault())
                                        .orElseThrow());
        assertEquals(1000, stored);
    }

    @Test
    void twoRelaysWriteOneLogWithoutAGap() throws Exception {
        TestDevice owner = TestDevice.withVault(database);
        int devices = 8;
        int batches = 20;
        try (Log other =
                        new Log(
                                database,
                                new DeviceKeys(database),
                                new Log.Place(UUID.randomUUID(), true, InstantSource.system()),
                                this::hear);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all =
                    IntStream.range(0, devices)
                            .mapToObj(i ->
                                    threads.submit(() ->
                                            write(owner, i % 2 == 0 ? log : other, i, batches)))
                            .toList();
            for (Future<Integer> each : all) {
                assertEquals(batches, each.get());
            }
        }
        List<StoredRecord> records = all(owner);
        assertEquals(devices * batches * 3, records.size());
        assertGapless(records);
        assertChained(records);
    }

    private int write(TestDevice owner, Log into, int number, int batches) throws Exception {
        TestDevice device = owner.sibling(database);
        Random own = new Random(seed + number);
        for (int i = 0; i < batches; i++) {
            into.append(device.caller(), device.cut(3, 60, own)).get();
        }
        return batches;
    }

    /** The records of each device are in the order in which it cut them. */
    private static void assertChained(List<StoredRecord> records) {
        Map<UUID, LogRecord> last = new HashMap<>();
        for (StoredRecord stored : records) {
            LogRecord record = LogRecord.parse(stored.getRecord().toByteArray());
            LogRecord before = last.put(record.device(), record);
            if (before != null) {
                assertEquals(before.hash(), record.previous());
            }
        }
    }

    @Test
    void pagesHoldNoMoreThanAMessageMay() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        for (int i = 0; i < 7; i++) {
            append(device, device.cut(1, WireLimits.PAYLOAD_BYTES, random));
        }
        append(device, device.cut(200, 10, random));
        append(device, device.cut(200, 10, random));
        long cursor = 0;
        int pages = 0;
        LogReader.Page page =
                reader.read(device.vault(), device.account(), cursor, LogReader.PAGE_BYTES, false);
        while (!page.isEnd()) {
            assertTrue(page.records().size() <= WireLimits.BATCH_RECORDS);
            int size = page.toMessage().getSerializedSize();
            assertTrue(size <= WireLimits.MESSAGE_BYTES, size + " bytes");
            cursor = page.lastVaultSeq();
            pages++;
            page =
                    reader.read(
                            device.vault(), device.account(), cursor, LogReader.PAGE_BYTES, false);
        }
        assertEquals(407, cursor);
        assertTrue(pages >= 4, pages + " pages");
    }

    @Test
    void theHistoryOfADocumentSaysWhoAndWhen() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        UUID doc = UUID.randomUUID();
        append(device, device.cut(2, 50, random));
        append(device, device.cut(doc, new byte[] {1, 2}));
        append(device, device.cut(2, 50, random));
        SignedBatch last = device.cut(doc, new byte[] {1, 2, 3});
        append(device, last);
        var history = reader.history(device.vault(), device.account(), doc, 0);
        assertEquals(List.of(3L, 6L), history.stream().map(e -> e.getVaultSeq()).toList());
        assertEquals(WireId.text(device.account()), history.get(1).getAccountId());
        assertEquals(WireId.text(device.id()), history.get(1).getDeviceId());
        assertArrayEquals(last.last().hash().toByteArray(), history.get(1).getHash().toByteArray());
        assertEquals(1, reader.history(device.vault(), device.account(), doc, 3).size());
    }

    @Test
    void otherRelaysAreToldOncePerBatch() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        try (Connection connection = TestPostgres.connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + LogNotice.CHANNEL);
            TestDevice unheard = appendedAlone();
            append(device, device.cut(50, 50, random));
            PGNotification[] notices = {};
            while (notices.length == 0) {
                notices = connection.unwrap(PGConnection.class).getNotifications(10_000);
            }
            List<LogNotice> told = new ArrayList<>();
            for (PGNotification each : notices) {
                LogNotice.parse(each.getParameter()).ifPresent(told::add);
            }
            assertEquals(1, told.stream().filter(n -> n.vaults().contains(device.vault())).count());
            assertTrue(told.contains(new LogNotice(relay, List.of(device.vault()))));
            assertTrue(told.stream().noneMatch(n -> n.vaults().contains(unheard.vault())));
        }
    }

    /** By a relay that has its database for itself: it tells nobody, and locks nothing for it. */
    private TestDevice appendedAlone() throws Exception {
        TestDevice device = TestDevice.withVault(database);
        DeviceKeys keys = new DeviceKeys(database);
        Log.Place place = new Log.Place(UUID.randomUUID(), false, InstantSource.system());
        try (Log alone = new Log(database, keys, place, this::hear)) {
            alone.append(device.caller(), device.cut(1, 50, random)).get();
        }
        return device;
    }
}
