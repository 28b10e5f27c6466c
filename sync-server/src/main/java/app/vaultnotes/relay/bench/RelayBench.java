package app.vaultnotes.relay.bench;

import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.relay.account.Argon2Cost;
import app.vaultnotes.relay.api.WebServer;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.postgres.OwnPostgres;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.relay.serve.RelaySettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Measures a relay with a database of its own in a folder, spoken to over real connections on this
 * machine, beside what the database does at best with the same rows.
 */
public final class RelayBench {

    private static final int PAYLOAD_BYTES = 200;
    private static final int DEVICES = 8;
    private static final int WARM_UP_BATCHES = 100;
    private static final int BATCHES = 400;
    private static final int FLOOR_SECONDS = 6;
    private static final int READERS = 50;
    private static final int DOCUMENTS = 1_000;
    private static final int CHANGES = 20;
    private static final int PER_SECOND = 20;
    private static final int MESSAGES = 200;

    private final PrintWriter out;

    private RelayBench(PrintWriter out) {
        this.out = out;
    }

    /** Measures in a folder that is empty, and prints a line for each figure. */
    public static void run(Path folder, PrintWriter out) throws SQLException, InterruptedException {
        try (OwnPostgres postgres = OwnPostgres.start(folder.resolve("postgres"))) {
            new RelayBench(out).run(folder, postgres.address());
        }
    }

    private void run(Path folder, DatabaseAddress database)
            throws SQLException, InterruptedException {
        RelaySettings settings =
                new RelaySettings(
                        folder,
                        new WebServer.Listening("127.0.0.1", 0, Optional.empty()),
                        Optional.empty(),
                        Optional.of(database),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        new Argon2Cost(64, 1, 1));
        try (Relay relay = Relay.start(settings)) {
            appends(relay.port(), database);
            broadcast(relay.port());
            catchUp(relay.port());
        }
    }

    private void appends(int port, DatabaseAddress database) throws SQLException {
        List<BenchDevice> many = new ArrayList<>();
        List<BenchDevice> hot = new ArrayList<>();
        UUID vault = UUID.randomUUID();
        String owner = "hot@example.org";
        hot.add(BenchDevice.withVault(port, owner, vault));
        for (int i = 0; i < DEVICES; i++) {
            many.add(BenchDevice.withVault(port, "bench" + i + "@example.org", UUID.randomUUID()));
        }
        for (int i = 1; i < DEVICES; i++) {
            hot.add(BenchDevice.another(port, owner, vault));
        }
        Appends appends = new Appends(many, PAYLOAD_BYTES);
        Appends hotAppends = new Appends(hot, PAYLOAD_BYTES);
        var _ = appends.recordsPerSecond(WARM_UP_BATCHES);
        var _ = hotAppends.recordsPerSecond(WARM_UP_BATCHES);
        double floor = new Floor(database, DEVICES).rowsPerSecond(FLOOR_SECONDS, PAYLOAD_BYTES);
        double ours = appends.recordsPerSecond(BATCHES);
        double ourHot = hotAppends.recordsPerSecond(BATCHES);
        print("bare batches of rows", floor, "rows/s");
        print("appends through the API", ours, ratio(ours, floor, "0.4"));
        print("the same on one vault", ourHot, ratio(ourHot, floor, "0.3"));
        many.forEach(BenchDevice::close);
        hot.forEach(BenchDevice::close);
    }

    private void broadcast(int port) throws InterruptedException {
        UUID vault = UUID.randomUUID();
        BenchDevice writer = BenchDevice.withVault(port, "live@example.org", vault);
        List<BenchDevice> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(writer.connectedAnew(port));
        }
        var _ = new Broadcast(writer, readers, PER_SECOND, MESSAGES / 2).run();
        Broadcast.Latency latency = new Broadcast(writer, readers, PER_SECOND, MESSAGES).run();
        print("live, 1 writer to 50, p50", latency.p50Millis(), "ms");
        print("live, 1 writer to 50, p99", latency.p99Millis(), "ms");
        readers.forEach(BenchDevice::close);
        writer.close();
    }

    private void catchUp(int port) {
        try (BenchDevice device =
                BenchDevice.withVault(port, "cold@example.org", UUID.randomUUID())) {
            new Documents(device).write(DOCUMENTS, CHANGES);
            for (int round = 0; round < 3; round++) {
                long startNanos = System.nanoTime();
                long records = read(device);
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                print(
                        "cold catch-up of 1,000 documents",
                        DOCUMENTS / seconds,
                        "documents/s, " + records + " records");
            }
        }
    }

    private static long read(BenchDevice device) {
        long records = 0;
        Iterator<Records> pages =
                device.syncBlocking()
                        .getChanges(
                                GetChangesRequest.newBuilder()
                                        .setVaultId(device.vaultId())
                                        .build());
        while (pages.hasNext()) {
            records += pages.next().getRecordsCount();
        }
        return records;
    }

    private void print(String what, double figure, String unit) {
        out.println(String.format(Locale.ROOT, "%-36s %,12.1f %s", what, figure, unit));
        out.flush();
    }

    private static String ratio(double ours, double floor, String aim) {
        return String.format(Locale.ROOT, "records/s, %.2fx (%s)", ours / floor, aim);
    }
}
