package app.vaultnotes.relay.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.blob.BlobStoreException.Kind;
import app.vaultnotes.wire.Hash;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3BlobStoreTest extends BlobStoreContract {

    private static final int MIB = Samples.MIB;

    @TempDir private static Path folder;
    private static S3Server server;

    /** Every test has the bucket for itself. */
    private final String prefix = "relay/" + UUID.randomUUID();

    @BeforeAll
    static void startServer() throws Exception {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.kill();
    }

    @Override
    BlobStore open() {
        return S3BlobStore.open(server.settings(prefix));
    }

    @Override
    void damage(Hash hash) throws IOException {
        FileBlobStoreTest.damageFile(server.file(prefix + "/blobs/" + hash));
    }

    private S3Bucket bucket() {
        return new S3Bucket(server.settings(prefix), S3Bucket.Times.USUAL);
    }

    @Test
    void aProbeTellsTheClockOfS3AndLeavesNothing() {
        Instant before = Instant.now().minusSeconds(2);
        Instant there = S3BlobStore.probe(server.settings(prefix));
        assertTrue(!there.isBefore(before) && !there.isAfter(Instant.now().plusSeconds(2)));
        assertEquals(List.of(), bucket().list("check/", "", 10));
        S3Settings wrong = with(server.endpoint(), S3Server.BUCKET, S3Server.ACCESS_KEY, "wrong");
        assertThrows(BlobStoreException.class, () -> S3BlobStore.probe(wrong));
    }

    private static S3Settings with(URI endpoint, String bucket, String access, String secret) {
        return new S3Settings(endpoint, "us-east-1", bucket, "", access, secret, false);
    }

    private static BlobStoreException refused(S3Settings settings) {
        BlobStoreException e =
                assertThrows(BlobStoreException.class, () -> S3BlobStore.open(settings));
        assertFalse((e + e.hint() + e.getCause()).contains(settings.secretKey()));
        return e;
    }

    @ParameterizedTest
    @CsvSource({
        "notes, relay-key, other-secret-of-mine, key or its secret",
        "notes, other-key, relay-secret, key or its secret",
        "missing, relay-key, relay-secret, no such bucket",
        "missing, relay-key, relay-secret, bucket missing at http://127.0.0.1"
    })
    void whatIsWrongIsSaidAtTheStart(String bucket, String access, String secret, String said) {
        BlobStoreException e = refused(with(server.endpoint(), bucket, access, secret));
        assertEquals(Kind.REFUSED, e.kind());
        assertTrue(String.valueOf(e.getMessage()).contains(said), e.getMessage());
        assertFalse(e.hint().isEmpty());
    }

    @Test
    void settingsHideTheKeyAndAreChecked() {
        S3Settings settings = server.settings("here");
        assertEquals("here/", settings.prefix());
        assertFalse(settings.toString().contains(S3Server.SECRET_KEY));
        assertFalse(settings.toString().contains(S3Server.ACCESS_KEY));
        for (String endpoint : List.of("ftp://host", "host", "http:///path", "http://me@host")) {
            BlobStoreException e =
                    assertThrows(
                            BlobStoreException.class,
                            () -> with(URI.create(endpoint), "bucket", "key", "secret"));
            assertEquals(Kind.REFUSED, e.kind());
        }
    }

    @Test
    void aServerThatComesBackFindsEverythingAsItWas() throws Exception {
        byte[] bytes = Samples.bytes(1, 6 * MIB);
        Upload upload = Samples.upload(bytes);
        store.put(Hash.of(new byte[9]), new byte[9]);
        append(upload, bytes, 0, 2 * MIB);
        server.kill();
        try {
            BlobStoreException e =
                    assertThrows(
                            BlobStoreException.class,
                            () -> append(upload, bytes, 2 * MIB, 6 * MIB));
            assertEquals(Kind.UNAVAILABLE, e.kind());
            assertThrows(BlobStoreException.class, () -> store.uploads().finish(upload, 6 * MIB));
            assertThrows(BlobStoreException.class, () -> store.sizeBytes(Hash.of(new byte[9])));
            assertEquals(Kind.UNAVAILABLE, refused(server.settings(prefix)).kind());
        } finally {
            server.restart();
        }
        assertArrayEquals(new byte[9], read(Hash.of(new byte[9]), ByteRange.ALL));
        assertEquals(2 * MIB, store.uploads().storedBytes(upload));
        append(upload, bytes, 2 * MIB, 6 * MIB);
        assertEquals(new FinishOutcome.Complete(), store.uploads().finish(upload, 6 * MIB));
        assertArrayEquals(bytes, read(upload.hash(), ByteRange.ALL));
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForLong() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            Duration soon = Duration.ofMillis(200);
            BlobStoreException e =
                    assertThrows(
                            BlobStoreException.class,
                            () ->
                                    S3BlobStore.open(
                                            with(endpoint, "notes", "key", "secret"),
                                            new S3Bucket.Times(soon, soon, soon)));
            assertEquals(Kind.UNAVAILABLE, e.kind());
        }
    }

    /** Has a server answer, and returns what the store makes of it. */
    private static BlobStoreException answered(HttpHandler handler) throws IOException {
        HttpServer answering =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answering.createContext("/", handler);
        answering.start();
        try {
            URI endpoint = URI.create("http://127.0.0.1:" + answering.getAddress().getPort());
            return refused(
                    new S3Settings(endpoint, "us-east-1", "notes", "", "key", "hidden", true));
        } finally {
            answering.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, 0);
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        exchange.close();
    }

    private static String error(String code) {
        return "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code);
    }

    private static final String EMPTY_LIST =
            """
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
            <Name>notes</Name><Prefix/><KeyCount>0</KeyCount><MaxKeys>1</MaxKeys>
            <IsTruncated>false</IsTruncated></ListBucketResult>
            """;

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, REFUSED, may not do that",
        "403, RequestTimeTooSkewed, REFUSED, clock",
        "503, SlowDown, UNAVAILABLE, SlowDown",
        "500, InternalError, UNAVAILABLE, InternalError"
    })
    void whatS3SaysIsToldInOurWords(int status, String code, Kind kind, String said)
            throws IOException {
        BlobStoreException e = answered(exchange -> answer(exchange, status, error(code)));
        assertEquals(kind, e.kind());
        assertTrue(String.valueOf(e.getMessage()).contains(said), e.getMessage());
    }

    @Test
    void encryptionIsAskedForWhereItIsWanted() throws IOException {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        BlobStoreException e =
                answered(exchange -> {
                    if (exchange.getRequestMethod().equals("GET")) {
                        answer(exchange, 200, EMPTY_LIST);
                    } else {
                        asked.add(
                                String.valueOf(
                                        exchange.getRequestHeaders()
                                                .getFirst("x-amz-server-side-encryption")));
                        answer(exchange, 403, error("AccessDenied"));
                    }
                });
        assertEquals(Kind.REFUSED, e.kind());
        assertEquals(List.of("AES256"), List.copyOf(asked));
    }

    @Test
    void fewBytesAtATimeMakeNoMorePieces() throws IOException {
        byte[] bytes = Samples.bytes(2, 5 * MIB + 30);
        Upload upload = Samples.upload(bytes);
        int at = 0;
        for (int end : new int[] {1, 2, 3, 1_000, 5 * MIB - 1, 5 * MIB + 1, 5 * MIB + 2}) {
            append(upload, bytes, at, end);
            at = end;
        }
        try (S3Bucket bucket = bucket()) {
            assertEquals(
                    List.of(5L * MIB, 2L),
                    bucket.list("partial/", "", 100).stream()
                            .map(S3Bucket.Listed::sizeBytes)
                            .toList());
        }
        append(upload, bytes, at, bytes.length);
        assertEquals(new FinishOutcome.Complete(), store.uploads().finish(upload, bytes.length));
        try (S3Bucket bucket = bucket()) {
            assertEquals(List.of(), bucket.list("partial/", "", 100));
        }
    }

    @Test
    void whatWasBegunAndLeftIsGivenUp() throws IOException {
        try (S3Bucket bucket = bucket()) {
            String id = bucket.begin("blobs/" + Hash.NONE);
            bucket.putPart("blobs/" + Hash.NONE, id, 1, new byte[5], 5);
            assertEquals(1, bucket.begun("blobs/").size());
            store.uploads().dropUntouched(Instant.now().minusSeconds(60));
            assertEquals(1, bucket.begun("blobs/").size());
            store.uploads().dropUntouched(Instant.now().plusSeconds(60));
            assertEquals(0, bucket.begun("blobs/").size());
        }
    }

    @Test
    void aLargeUploadWithAnotherHashLeavesNothing() throws IOException {
        byte[] bytes = Samples.bytes(3, 12 * MIB);
        Upload upload = new Upload(UUID.randomUUID(), Hash.of(new byte[4]));
        append(upload, bytes, 0, bytes.length);
        assertEquals(new FinishOutcome.Mismatch(), store.uploads().finish(upload, bytes.length));
        try (S3Bucket bucket = bucket()) {
            assertEquals(List.of(), bucket.begun(""));
            assertEquals(List.of(), bucket.list("", "", 10));
        }
    }
}
