package app.vaultnotes.relay.bench;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.StoredRecord;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Many devices whose lines are open and quiet, each a WebSocket of its own, of accounts that have
 * as many of them as an account may.
 */
final class IdleLines implements AutoCloseable {

    private static final int OF_AN_ACCOUNT = 190;
    private static final int AT_ONCE = 200;
    private static final long PATIENCE_SECONDS = 120;
    private static final int PAYLOAD_BYTES = 200;

    private final HttpClient client =
            HttpClient.newBuilder().executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    private final List<BenchDevice> owners = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();

    /** Accounts with a vault each, for so many lines. */
    static IdleLines prepare(int port, int lines) {
        IdleLines made = new IdleLines();
        for (int i = 0; i < Math.ceilDiv(lines, OF_AN_ACCOUNT); i++) {
            String email = "idle" + i + "@example.org";
            made.owners.add(patiently(() -> BenchDevice.withVault(port, email, UUID.randomUUID())));
        }
        for (int i = 0; i < lines; i++) {
            made.readers.add(made.new Reader(made.owners.get(i / OF_AN_ACCOUNT)));
        }
        return made;
    }

    /** An address may sign up once a second. */
    private static <T> T patiently(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.RESOURCE_EXHAUSTED) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Opens every line; returns when each follows its vault. */
    void open(int port) throws InterruptedException {
        Semaphore turns = new Semaphore(AT_ONCE);
        CountDownLatch all = new CountDownLatch(readers.size());
        for (Reader reader : readers) {
            turns.acquire();
            reader.connect(
                    port,
                    () -> {
                        turns.release();
                        all.countDown();
                    });
        }
        await(all, "lines did not open");
    }

    /** Writes a record into each vault; returns when each line has all its vault's records. */
    void write() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(readers.size());
        readers.forEach(reader -> reader.awaitNext(all));
        for (BenchDevice owner : owners) {
            CompletableFuture<Ack> stored = new CompletableFuture<>();
            var batches = owner.sync().withWaitForReady().sendChanges(new Single<>(stored));
            batches.onNext(owner.cut(1, PAYLOAD_BYTES));
            batches.onCompleted();
            stored.join();
        }
        await(all, "lines did not hear of a record");
    }

    private static void await(CountDownLatch all, String what) throws InterruptedException {
        if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(all.getCount() + " " + what);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        owners.forEach(BenchDevice::close);
    }

    /** One line, which remembers where it is in the log. */
    private final class Reader implements WebSocket.Listener {
        private final BenchDevice owner;
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private final ConcurrentHashMap<Long, Runnable> awaited = new ConcurrentHashMap<>();
        private volatile long cursor;
        private volatile String incarnation = "";
        private volatile Runnable opened = () -> {};

        Reader(BenchDevice owner) {
            this.owner = owner;
        }

        void connect(int port, Runnable whenOpened) {
            opened = whenOpened;
            var _ =
                    client.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + owner.accessToken())
                            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/sync"), this)
                            .whenComplete((socket, refused) -> connected(socket, refused, port));
        }

        /** Asks again when it was told to wait. */
        private void connected(WebSocket socket, Throwable refused, int port) {
            if (refused != null) {
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS)
                        .execute(() -> connect(port, opened));
                return;
            }
            Open open =
                    Open.newBuilder()
                            .setVaultId(owner.vaultId())
                            .setAfterVaultSeq(cursor)
                            .setIncarnation(incarnation)
                            .build();
            byte[] message = ToRelay.newBuilder().setOpen(open).build().toByteArray();
            var _ = socket.sendBinary(ByteBuffer.wrap(message), true);
        }

        void awaitNext(CountDownLatch all) {
            awaited.put(cursor + 1, all::countDown);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean isLast) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            part.writeBytes(bytes);
            if (isLast) {
                heard(part.toByteArray());
                part.reset();
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void heard(byte[] bytes) {
            try {
                ToClient message = ToClient.parseFrom(bytes);
                if (message.hasOpened()) {
                    incarnation = message.getOpened().getIncarnation().getId();
                    opened.run();
                }
                message.getRecords().getRecordsList().forEach(this::heard);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }

        private void heard(StoredRecord record) {
            if (record.getVaultSeq() != cursor + 1) {
                throw new IllegalStateException("a record is missing or came twice");
            }
            cursor = record.getVaultSeq();
            Runnable reached = awaited.remove(cursor);
            if (reached != null) {
                reached.run();
            }
        }
    }
}
