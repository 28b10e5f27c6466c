package app.vaultnotes.relay.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.api.TestApp;
import app.vaultnotes.relay.cli.Ran;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Random;

/** What a relay does on a disk of 450 MB, which fills up; in a process that has the disk. */
final class FullDiskSteps {

    private static final int MIB = 1 << 20;
    private static final int ENOUGH = 40;

    private final Path disk;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private FullDiskSteps(Path disk) {
        this.disk = disk;
    }

    /** The arguments are where the disk is, and the folder of PostgreSQL's programs. */
    public static void main(String[] arguments) throws Exception {
        Path disk = Path.of(arguments[0]);
        Path programs = Path.of(arguments[1]);
        Path home = Files.createDirectories(disk.resolve("relay").resolve("postgres"));
        Files.createSymbolicLink(home.resolve(programs.getFileName()), programs);
        new FullDiskSteps(disk).run();
    }

    private Path data() {
        return disk.resolve("relay");
    }

    /** A file that takes all but some of the room; 0 leaves none. */
    private void fill(long leftBytes) throws Exception {
        byte[] piece = new byte[MIB];
        Path filler = disk.resolve("filler");
        try (OutputStream out =
                Files.newOutputStream(
                        filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (disk.toFile().getUsableSpace() > leftBytes) {
                long room = disk.toFile().getUsableSpace() - leftBytes;
                out.write(piece, 0, Math.clamp(room, 1, MIB));
            }
        } catch (IOException full) {
            assertEquals(0, leftBytes, full.toString());
        }
    }

    private void run() throws Exception {
        System.out.println("FullDiskSteps seed " + seed);
        try (Relay relay = Relay.start(TestSettings.in(data()).settings());
                Fleet fleet = Fleet.start(Collections.nCopies(3, relay::port), seed)) {
            int port = relay.port();
            assertEquals("ready", Relays.ready(port).body());
            fleet.awaitMore(ENOUGH);
            byte[] early = bytes();
            assertEquals(200, put(fleet.owner(), port, early).statusCode());

            fill(150L * MIB);
            assertNotReady(port);
            fleet.awaitMoreOfEach();

            fill(0);
            byte[] late = bytes();
            assertFull(put(fleet.owner(), port, late));
            awaitRefusals(fleet);
            fill(0);
            assertFull(put(fleet.owner(), port, late));
            assertNotReady(port);

            Files.delete(disk.resolve("filler"));
            Fleet.await("it is not ready again", () -> readyWhateverComes(port).equals("ready"));
            fleet.awaitMoreOfEach();
            fleet.assertWhole(port);
            assertEquals(200, put(fleet.owner(), port, late).statusCode());
            assertArrayEquals(early, get(fleet.owner(), port, early));
            assertArrayEquals(late, get(fleet.owner(), port, late));
        }
    }

    private static String readyWhateverComes(int port) {
        try {
            return Relays.ready(port).body();
        } catch (Exception e) {
            return e.toString();
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[3 * MIB];
        random.nextBytes(bytes);
        return bytes;
    }

    private void assertNotReady(int port) throws Exception {
        HttpResponse<String> answer = Relays.ready(port);
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("The disk of the database has 0."), answer.body());
        Ran ran = Ran.of("serve", "--check", "--data", data().toString(), "--port", "0");
        assertEquals(1, ran.code(), ran.out());
        assertTrue(ran.out().contains("Make room"), ran.out());
    }

    /** Of each device what it wrote is refused for a while, and never for another reason. */
    private static void awaitRefusals(Fleet fleet) throws InterruptedException {
        int before = fleet.refusals().size();
        Fleet.await(
                "nobody is refused",
                () ->
                        fleet.acknowledged() >= 0
                                && fleet.refusals().stream()
                                        .skip(before)
                                        .anyMatch(
                                                error -> error.getCode() == ErrorCode.UNAVAILABLE));
    }

    private static void assertFull(HttpResponse<byte[]> answer) {
        assertEquals(503, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder blob(TestApp app, int port, byte[] bytes) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:%d/v1/vaults/%s/blobs/%s?size_bytes=%d"
                                        .formatted(
                                                port, app.vaultId(), Hash.of(bytes), bytes.length)))
                .header("Authorization", "Bearer " + app.token());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static HttpResponse<byte[]> put(TestApp app, int port, byte[] bytes) throws Exception {
        return send(
                blob(app, port, bytes).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)).build());
    }

    private static byte[] get(TestApp app, int port, byte[] bytes) throws Exception {
        return send(blob(app, port, bytes).build()).body();
    }
}
