package app.vaultnotes.relay.bench;

import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.postgres.OwnPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

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
    private static final int CATCH_UPS = 8;
    private static final int PER_SECOND = 20;
    private static final int MESSAGES = 200;

    /** As many as make a fresh relay run what the compiler made of it; others get as many. */
    private static final int WARM_UP_MESSAGES = 600;

    private static final int PACED_PER_SECOND = 2_000;
    private static final int PACED_SECONDS = 10;
    private static final int CALLS_PER_SECOND = 50;
    private static final int CALL_SECONDS = 3;
    private static final long FEW_RECORDS = 100_000;
    private static final long MANY_RECORDS = 10_000_000;
    private static final int LINES = 10_000;
    private static final int STARTS = 3;
    private static final long QUIET_MILLIS = 15_000;
    private static final double MEBIBYTE = 1 << 20;

    private final PrintWriter out;

    private RelayBench(PrintWriter out) {
        this.out = out;
    }

    /** What is measured of a relay in a folder that is empty. */
    public enum What {
        /** The first answer, appends, lines, catching up and the other calls. */
        USUAL,
        /** The first answer of a relay that was there before. */
        START,
        /** Lines and catching up, as of other servers. */
        LIKE_PEERS,
        /** What appends cost when ten million records are there. */
        LARGE,
        /** Ten thousand lines that are quiet. */
        LINES
    }

    /** Measures, and prints a line for each figure. */
    public static void run(What what, Path folder, PrintWriter out)
            throws SQLException, InterruptedException, IOException {
        RelayBench bench = new RelayBench(out);
        if (what == What.LINES) {
            bench.lines(folder);
            return;
        }
        if (what == What.START || what == What.USUAL) {
            bench.starts(folder.resolve("started"));
        }
        if (what == What.START) {
            return;
        }
        // A process of its own, as other servers have that are measured beside it.
        Path data = folder.resolve("relay");
        try (RelayProcess relay = RelayProcess.start(data, 0)) {
            switch (what) {
                case LARGE -> bench.large(relay.port());
                case LIKE_PEERS -> {
                    bench.broadcast(relay.port(), folder);
                    bench.catchUp(relay.port());
                }
                default -> bench.usual(relay.port(), database(data), folder);
            }
        }
    }

    private void starts(Path data) throws IOException, InterruptedException {
        Starts starts = Starts.in(data);
        Latencies bare = new Latencies();
        Latencies ours = new Latencies();
        for (int round = 0; round < STARTS; round++) {
            bare.add(starts.bareNanos());
            ours.add(starts.relayNanos());
        }
        print("PostgreSQL started bare, median", bare.millis(0.5) / 1e3, "s");
        print("first answer of a relay, median", ours.millis(0.5) / 1e3, "s");
        print("later by", (ours.millis(0.5) - bare.millis(0.5)) / 1e3, "s (1.5)");
    }

    private static DatabaseAddress database(Path data) {
        return OwnPostgres.ofOther(data.resolve("postgres")).orElseThrow();
    }

    private void usual(int port, DatabaseAddress database, Path folder)
            throws SQLException, InterruptedException, IOException {
        broadcast(port, folder);
        calls(port);
        appends(port, database);
        catchUp(port);
    }

    private void calls(int port) throws InterruptedException {
        try (BenchDevice device =
                BenchDevice.withVault(port, "calls@example.org", UUID.randomUUID())) {
            Map<String, Latencies> all = new Calls(device).run(CALLS_PER_SECOND, CALL_SECONDS);
            all.forEach((name, took) -> print(name + ", 50/s, p99", took.millis(0.99), "ms (100)"));
        }
    }

    private static List<BenchDevice> devices(int port, String name) {
        return IntStream.range(0, DEVICES)
                .mapToObj(i -> name + i + "@example.org")
                .map(email -> BenchDevice.withVault(port, email, UUID.randomUUID()))
                .toList();
    }

    /** The same batches when few records are there and when many are, in the same vaults. */
    private void large(int port) {
        List<BenchDevice> devices = devices(port, "large");
        Appends appends = new Appends(devices, PAYLOAD_BYTES);
        long few = fill(appends, 0, FEW_RECORDS);
        double first = appends.recordsPerSecond(BATCHES);
        print("appends at 100,000 records", first, "records/s");
        long there = few + perRound(BATCHES);
        fill(appends, there, MANY_RECORDS);
        double last = appends.recordsPerSecond(BATCHES);
        print("appends at 10,000,000 records", last, "records/s");
        print("cost of an append beside it", first / last, "x (1.2)");
        devices.forEach(BenchDevice::close);
    }

    private static long perRound(int batches) {
        return (long) batches * DEVICES * Appends.RECORDS;
    }

    private static long fill(Appends appends, long there, long records) {
        long now = there;
        while (now < records) {
            var _ = appends.recordsPerSecond(WARM_UP_BATCHES);
            now += perRound(WARM_UP_BATCHES);
        }
        return now;
    }

    private void lines(Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("relay");
        IdleLines lines;
        int port;
        try (RelayProcess relay = RelayProcess.start(data, 0)) {
            port = relay.port();
            lines = IdleLines.prepare(port, LINES);
            timed("10,000 lines opened", () -> lines.open(port));
            timed("a record to each", lines::write);
            Thread.sleep(QUIET_MILLIS);
            relay.residentBytes()
                    .ifPresent(bytes ->
                            print("memory with all quiet", bytes / MEBIBYTE, "MiB (1,536)"));
        }
        try (lines;
                RelayProcess relay = RelayProcess.start(data, port)) {
            timed("all come back at once (60)", () -> lines.open(relay.port()));
            timed("a record to each", lines::write);
        }
    }

    /** Something that takes a while. */
    private interface Step {
        void run() throws InterruptedException;
    }

    private void timed(String what, Step step) throws InterruptedException {
        long startNanos = System.nanoTime();
        step.run();
        print(what, (System.nanoTime() - startNanos) / 1e9, "s");
    }

    private void appends(int port, DatabaseAddress database)
            throws SQLException, InterruptedException {
        List<BenchDevice> many = devices(port, "bench");
        List<BenchDevice> hot = new ArrayList<>();
        UUID vault = UUID.randomUUID();
        String owner = "hot@example.org";
        hot.add(BenchDevice.withVault(port, owner, vault));
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
        Paced pace = new Paced(many, PAYLOAD_BYTES);
        var _ = pace.run(PACED_PER_SECOND, PACED_SECONDS);
        Latencies paced = pace.run(PACED_PER_SECOND, PACED_SECONDS);
        print("2,000 appends/s, p50", paced.millis(0.5), "ms");
        print("2,000 appends/s, p99", paced.millis(0.99), "ms (100)");
        many.forEach(BenchDevice::close);
        hot.forEach(BenchDevice::close);
    }

    private void broadcast(int port, Path folder) throws InterruptedException, IOException {
        UUID vault = UUID.randomUUID();
        BenchDevice writer = BenchDevice.withVault(port, "live@example.org", vault);
        List<BenchDevice> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(writer.connectedAnew(port));
        }
        var _ = new Broadcast(writer, readers, PER_SECOND, WARM_UP_MESSAGES).run();
        Latencies latency = new Broadcast(writer, readers, PER_SECOND, MESSAGES).run();
        Latencies floor = DiskFloor.measure(folder.resolve("page"), PER_SECOND, MESSAGES);
        print("live, 1 writer to 50, p50", latency.millis(0.5), "ms");
        print("live, 1 writer to 50, p99", latency.millis(0.99), "ms");
        print("a page written and synced bare, p50", floor.millis(0.5), "ms");
        print("a page written and synced bare, p99", floor.millis(0.99), "ms");
        readers.forEach(BenchDevice::close);
        writer.close();
    }

    private void catchUp(int port) {
        try (BenchDevice device =
                BenchDevice.withVault(port, "cold@example.org", UUID.randomUUID())) {
            new Documents(device).write(DOCUMENTS, CHANGES);
            for (int round = 0; round < CATCH_UPS; round++) {
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
