package app.vaultnotes.relay.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.backup.Backup;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.serve.Addresses;
import app.vaultnotes.relay.serve.Administration;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.relay.serve.RelaySettings;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Receipts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay that has lost its last days, and a computer that was away for more than a week. */
class RestoredRelayTest {

    private static final Duration AWAY = Duration.ofDays(8);

    @TempDir private Path folder;
    private RelaySettings settings;
    private Relay relay;
    private Laptops laptops;

    @BeforeEach
    void start() {
        settings =
                TestSettings.in(folder.resolve("relay"))
                        .on(TestPostgres.newRelayDatabase())
                        .port(Addresses.port("127.0.0.1", 0))
                        .settings();
        relay = Relay.start(settings);
        laptops = new Laptops(folder, relay.port());
    }

    @AfterEach
    void stop() {
        laptops.close();
        relay.close();
    }

    private void backUp() {
        try (Administration there = Administration.open(settings)) {
            there.backUp(folder.resolve("backups"), Backup.KEEP_ALL);
        }
    }

    /** Makes the relay what it was, eight days later. */
    private void restore() {
        relay.close();
        Administration.restore(settings, folder.resolve("backups"), true);
        try (Database database = Database.open(settings.database().orElseThrow())) {
            database.transact(
                    Scope.keeper(),
                    rows ->
                            rows.update(
                                    "UPDATE relay SET steady_millis = steady_millis + ?",
                                    AWAY.toMillis()));
        }
        relay = Relay.start(settings);
    }

    private BlobHash attach(Laptop laptop, String note, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(content + ".txt"), content);
        laptop.vault.attach(note, file);
        return BlobHash.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private static void awaitLevel(Laptop laptop) {
        laptop.await("it is not level", () -> laptop.sync().status().isLevel());
    }

    @Test
    void whoComesBackLateMeetsTheOthersWithAllThatEachWrote() throws IOException {
        String email = TestRelay.email();
        Laptop one = laptops.owner(email);
        Laptop guest = laptops.guest(one, Role.EDITOR);
        Laptop away = laptops.second(email, one);
        one.vault.notes().write("Both", "a\nb\nc\n");
        BlobHash old = attach(one, "Both", "old");
        one.settle();
        guest.settle();
        away.settle();
        away.stopSync();
        backUp();

        one.vault.notes().write("Both", "A\n" + one.text("Both"));
        guest.vault.notes().write("After", "the backup\n");
        BlobHash lost = attach(guest, "After", "lost");
        awaitLevel(guest);
        awaitLevel(one);
        one.await("it does not come", () -> one.vault.blobs().has(lost));
        away.vault.notes().write("Both", away.text("Both") + "Z\n");
        away.vault.notes().write("Away", "for days\n");
        BlobHash own = attach(away, "Away", "own");
        assertFalse(away.vault.receipts().ofAll().isOnRelay());

        restore();
        away.settle();
        for (Laptop each : List.of(one, guest, away)) {
            each.await("not all is there", () -> hasAll(each, old, lost, own));
            awaitLevel(each);
            assertEquals(List.of(), each.sync().status().problems());
        }
        assertEquals(one.export(), guest.export());
        assertEquals(one.export(), away.export());
        assertTrue(one.text("Both").startsWith("A\na\nb\nc\n"), one.text("Both"));
        assertTrue(one.text("Both").contains("Z\n"), one.text("Both"));
        for (Laptop each : List.of(one, guest, away)) {
            each.await("nobody says to have it", () -> isEverywhere(each));
        }
    }

    private static boolean hasAll(Laptop laptop, BlobHash... files) {
        return List.of(files).stream().allMatch(laptop.vault.blobs()::has)
                && laptop.text("Both").contains("Z\n")
                && laptop.text("Both").startsWith("A\n")
                && laptop.text("After").startsWith("the backup\n")
                && laptop.text("Away").startsWith("for days\n");
    }

    private static boolean isEverywhere(Laptop laptop) {
        Receipts.Receipt receipt = laptop.vault.receipts().ofAll();
        return receipt.isOnRelay()
                && receipt.devices().size() == 2
                && receipt.devices().stream().allMatch(Receipts.Seen::hasAll);
    }
}
