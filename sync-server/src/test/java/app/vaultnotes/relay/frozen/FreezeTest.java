package app.vaultnotes.relay.frozen;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.clock.KeptClock;
import app.vaultnotes.relay.content.LogTrim;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.wire.WireId;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Freezes the release of today, once, before it goes out: {@code mvn test -pl sync-server
 * -Dtest=FreezeTest -Dvaultnotes.freeze=NAME}. What is frozen never changes again.
 */
@EnabledIfSystemProperty(named = "vaultnotes.freeze", matches = "[0-9]+")
class FreezeTest {

    private static final Path TABLES =
            Path.of("src", "main", "resources", "app", "vaultnotes", "relay", "database");

    private final FrozenRelease release =
            FrozenRelease.named(System.getProperty("vaultnotes.freeze", "none"));

    @Test
    void freeze(@TempDir Path data) throws Exception {
        assertFalse(Files.exists(release.folder()), release.folder() + " is frozen already");
        Files.createDirectories(release.folder());
        DatabaseAddress address = TestPostgres.newDatabase();
        FirstStory story;
        try (Relay relay = FrozenRelease.start(address, data)) {
            String link = relay.firstAccountLink().orElseThrow();
            ManagedChannel channel = channel(relay);
            story = new FirstStory(channel);
            story.fill(link.substring(link.indexOf('#') + 1));
            channel.shutdownNow();
        }
        try (Connection connection = TestPostgres.connect(address)) {
            FrozenTables.age(connection);
            trim(address, data);
            write(FrozenRelease.ROWS, FrozenTables.rows(connection));
            for (int step = 1; step <= Database.TABLES_VERSION; step++) {
                write(FrozenRelease.tables(step), step(step));
                write(FrozenRelease.history(step), FrozenTables.history(connection, step));
            }
        }
        FrozenRelease.copy(
                data.resolve("blobs").resolve("blobs"),
                release.folder().resolve(FrozenRelease.BLOBS));
        try (InputStream in =
                Objects.requireNonNull(WireId.class.getResourceAsStream("/vaultnotes.desc"))) {
            Files.copy(in, release.folder().resolve(FrozenRelease.PROTOCOL));
        }
        try (Relay relay = FrozenRelease.start(address, data)) {
            record(story, relay);
        }
    }

    /** Some of the log stands beneath a snapshot by now. */
    private static void trim(DatabaseAddress address, Path data) {
        try (Database database = Database.open(address);
                BlobStore store = FileBlobStore.open(data.resolve(FrozenRelease.BLOBS))) {
            assertTrue(new LogTrim(database, store, new KeptClock(database)).run() > 0);
        }
    }

    private static ManagedChannel channel(Relay relay) {
        return OkHttpChannelBuilder.forAddress("127.0.0.1", relay.port()).usePlaintext().build();
    }

    private void record(FirstStory story, Relay relay) throws Exception {
        Recorder recorder = new Recorder();
        ManagedChannel channel = channel(relay);
        Channel heard = ClientInterceptors.intercept(channel, recorder);
        new Recording(story, heard, recorder).run();
        channel.shutdownNow();
        write(FrozenRelease.CLIENT, String.join("\n", recorder.transcript().lines()) + "\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(release.folder().resolve(name), text);
    }

    /** The script of a step as it is today. */
    static String step(int version) throws IOException {
        try (Stream<Path> scripts = Files.list(TABLES)) {
            String start = "V" + version + "__";
            Path script =
                    scripts.filter(each -> each.getFileName().toString().startsWith(start))
                            .findFirst()
                            .orElseThrow();
            return Files.readString(script);
        }
    }
}
