package app.vaultnotes.relay.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.relay.TestDevice;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseException;
import app.vaultnotes.relay.postgres.OwnPostgres;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.SignedBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed while devices write: what was acknowledged is there, once, in order. */
class LogCrashTest {

    private static final int DEVICES = 6;
    private static final int ROUNDS = Boolean.getBoolean("vaultnotes.heavy") ? 30 : 2;
    private static final int ENOUGH = 40;
    private static final long PATIENCE_SECONDS = 120;

    @TempDir private Path folder;

    private final AtomicInteger acknowledged = new AtomicInteger();
    private volatile boolean ending;

    /** What a device sent, in order, and had acknowledged: all of it. */
    private record Sent(TestDevice device, List<LogRecord> records) {}

    @Test
    void nothingAcknowledgedIsLostWhenPostgresIsKilled() throws Exception {
        long seed = System.nanoTime();
        System.out.println("LogCrashTest seed " + seed);
        try (OwnPostgres postgres = OwnPostgres.start(folder);
                Database database = Database.open(postgres.address());
                Log log =
                        new Log(
                                database,
                                new DeviceKeys(database),
                                new Log.Place(UUID.randomUUID(), true, InstantSource.system()),
                                (v, r) -> {});
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            TestDevice owner = TestDevice.withVault(database);
            List<Future<Sent>> writing = new ArrayList<>();
            for (int i = 0; i < DEVICES; i++) {
                TestDevice device = owner.sibling(database);
                Random random = new Random(seed + i);
                writing.add(threads.submit(() -> write(log, device, random)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                awaitAcknowledged(acknowledged.get() + ENOUGH);
                ProcessHandle.of(server()).ifPresent(ProcessHandle::destroyForcibly);
            }
            awaitAcknowledged(acknowledged.get() + ENOUGH);
            ending = true;
            List<Sent> sent = new ArrayList<>();
            for (Future<Sent> each : writing) {
                sent.add(each.get());
            }
            assertThere(new LogReader(database), owner, sent);
        }
    }

    private long server() throws IOException {
        return Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0));
    }

    private void awaitAcknowledged(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (acknowledged.get() < count) {
            assertTrue(System.nanoTime() < deadline, "nothing is acknowledged any more");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Sends each batch until it is acknowledged, as a client does. */
    private Sent write(Log log, TestDevice device, Random random) throws Exception {
        List<LogRecord> records = new ArrayList<>();
        while (!ending) {
            SignedBatch batch = device.cut(1 + random.nextInt(4), 40, random);
            while (!isTaken(log, device, batch)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            records.addAll(batch.records());
            acknowledged.incrementAndGet();
        }
        return new Sent(device, records);
    }

    private static boolean isTaken(Log log, TestDevice device, SignedBatch batch)
            throws InterruptedException {
        try {
            log.append(device.caller(), batch).get();
            return true;
        } catch (ExecutionException | RelayException | DatabaseException e) {
            return again(RelayException.of(e));
        }
    }

    private static boolean again(RelayException refusal) {
        assertEquals(ErrorCode.UNAVAILABLE, refusal.code(), refusal.toString());
        return false;
    }

    private static void assertThere(LogReader reader, TestDevice owner, List<Sent> sent) {
        List<StoredRecord> stored = new ArrayList<>();
        LogReader.Page page =
                reader.read(owner.vault(), owner.account(), 0, LogReader.PAGE_BYTES, false);
        while (!page.isEnd()) {
            stored.addAll(page.records());
            page =
                    reader.read(
                            owner.vault(),
                            owner.account(),
                            page.lastVaultSeq(),
                            LogReader.PAGE_BYTES,
                            false);
        }
        for (int i = 0; i < stored.size(); i++) {
            assertEquals(i + 1, stored.get(i).getVaultSeq());
        }
        for (Sent each : sent) {
            List<byte[]> there =
                    stored.stream()
                            .map(record -> record.getRecord().toByteArray())
                            .filter(b -> LogRecord.parse(b).device().equals(each.device().id()))
                            .toList();
            assertEquals(each.records().size(), there.size());
            for (int i = 0; i < there.size(); i++) {
                assertArrayEquals(each.records().get(i).toByteArray(), there.get(i));
            }
        }
    }
}
