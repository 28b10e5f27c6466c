package app.vaultnotes.relay.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.clock.KeptClock;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.content.LogTrim;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.relay.serve.RelaySettings;
import app.vaultnotes.vault.sync.SnapshotPace;
import app.vaultnotes.vault.sync.SyncStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that one device saves, another vouches for and a third begins with. */
class SnapshotsOfDevicesTest {

    /** Any record makes a document due, and that soon. */
    private static final SnapshotPace SOON = new SnapshotPace(1, 50);

    private static final String NOTE = "Folder/Note 0";
    private static final int NOTES = 2;
    private static final int ROUNDS = 4;

    @TempDir private Path folder;
    @TempDir private Path shared;
    private RelaySettings settings;
    private Relay relay;
    private Laptops laptops;

    @BeforeEach
    void start() {
        settings = TestSettings.in(shared).on(TestPostgres.newRelayDatabase()).settings();
        relay = Relay.start(settings);
        laptops = new Laptops(folder, relay.port());
    }

    @AfterEach
    void stop() {
        laptops.close();
        relay.close();
    }

    private static void write(Laptop laptop, int round) {
        for (int i = 0; i < NOTES; i++) {
            String lines =
                    IntStream.rangeClosed(0, round)
                            .mapToObj(line -> "line " + line + "\n")
                            .reduce("", String::concat);
            laptop.vault.notes().write("Folder/Note " + i, lines);
        }
        laptop.await("it is not sent", () -> laptop.sync().status().isLevel());
    }

    private static void saveSoon(Laptop laptop) {
        laptop.stopSync();
        laptop.pace = SOON;
        laptop.sync();
    }

    private void awaitVouched(Laptop laptop) {
        try (Database database = Database.open(settings.database().orElseThrow())) {
            laptop.await("not all is vouched for", () -> vouched(database) == NOTES + 1);
        }
    }

    /** Documents of which the newest snapshot is. */
    private static long vouched(Database database) {
        return database.transact(
                Scope.keeper(),
                rows ->
                        rows.first(
                                        "SELECT count(*) FROM (SELECT DISTINCT ON (doc_id)"
                                                + " attested_by FROM snapshot ORDER BY doc_id,"
                                                + " covered_vault_seq DESC, taken_millis DESC) n"
                                                + " WHERE attested_by IS NOT NULL",
                                        row -> row.getLong(1))
                                .orElseThrow());
    }

    /** Lets time pass on the relay, and it trim its log. */
    private int trim() {
        try (Database database = Database.open(settings.database().orElseThrow());
                BlobStore store = settings.openBlobs()) {
            return new LogTrim(database, store, new InTwoMonths(new KeptClock(database))).run();
        }
    }

    private record InTwoMonths(RelayClock now) implements RelayClock {
        @Override
        public Instant instant() {
            return now.instant();
        }

        @Override
        public long steadyMillis() {
            return now.steadyMillis() + Duration.ofDays(60).toMillis();
        }
    }

    @Test
    void aThirdDeviceBeginsWithWhatTwoOthersVouchFor() throws IOException {
        String email = TestRelay.email();
        Laptop one = laptops.owner(email);
        Laptop guest = laptops.guest(one, Role.EDITOR);
        Laptop away = laptops.second(email, one);
        one.vault.folders().create("Folder");
        write(one, 0);
        assertTrue(away.settle().isLevel());
        away.stopSync();
        guest.settle();
        for (int round = 1; round < ROUNDS; round++) {
            write(one, round);
        }
        guest.await("all is here", () -> guest.text(NOTE).endsWith("line 3\n"));
        saveSoon(one);
        saveSoon(guest);
        awaitVouched(one);
        int trimmed = trim();
        assertTrue(trimmed >= NOTES * (ROUNDS - 1), "only " + trimmed + " records are trimmed");
        one.stopSync();
        guest.vault.notes().write(NOTE, guest.text(NOTE) + "the tail\n");
        guest.await("it is not sent", () -> guest.sync().status().isLevel());

        Laptop late = laptops.second(email, one);
        SyncStatus status = late.settle();
        assertTrue(status.isLevel(), status::toString);
        assertEquals(List.of(), status.problems());
        assertEquals(guest.export(), late.export());
        assertEquals(guest.vault.timeline().versions(NOTE), late.vault.timeline().versions(NOTE));
        assertTrue(late.vault.receipts().ofAll().isOnRelay(), "it has nothing to tell");
        SyncStatus back = away.settle();
        assertTrue(back.isLevel(), back::toString);
        assertEquals(guest.export(), away.export());
    }
}
