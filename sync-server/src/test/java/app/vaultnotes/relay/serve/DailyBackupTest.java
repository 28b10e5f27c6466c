package app.vaultnotes.relay.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestSettings;
import app.vaultnotes.relay.account.Erasure;
import app.vaultnotes.relay.account.ErasureLedger;
import app.vaultnotes.relay.backup.Backup;
import app.vaultnotes.relay.backup.BackupPlan;
import app.vaultnotes.relay.backup.Backups;
import app.vaultnotes.relay.blob.FileBlobStore;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.vault.AccessListener;
import app.vaultnotes.relay.vault.VaultLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyBackupTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir private Path temporary;

    private final DatabaseAddress address = TestPostgres.newRelayDatabase();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    private DailyBackup daily(Path home, int keep) {
        return new DailyBackup(
                new Backup(
                        address,
                        FileBlobStore.open(temporary.resolve("blobs")),
                        new ErasureLedger(temporary.resolve("erased")),
                        now::get),
                new BackupPlan(home, keep),
                now::get);
    }

    /** Nobody would make another for ten years, and the next would be removed as the oldest. */
    @Test
    void aBackupOfAYearToComeIsNeitherTheLastNorKeptInPlaceOfOthers() throws IOException {
        Path home = temporary.resolve("backups");
        DailyBackup daily = daily(home, 2);
        daily.runIfDue();
        now.set(START.plus(Duration.ofDays(3_650)));
        daily.runIfDue();
        now.set(START.plus(Duration.ofHours(23)));
        Backups backups = new Backups(home, now::get);
        assertEquals(Optional.of(START), backups.newestTaken());
        now.set(START.plus(Duration.ofHours(24)));
        daily.runIfDue();
        assertEquals(Optional.of(now.get()), backups.newestTaken());
        try (Stream<Path> all = Files.list(home)) {
            assertEquals(
                    List.of("2026-03-01", "2026-03-02"),
                    all.map(each -> each.getFileName().toString())
                            .filter(name -> name.startsWith("20"))
                            .map(name -> name.substring(0, 10))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void aBackupIsWrittenWhenTheLastOneIsADayOld() {
        Path home = temporary.resolve("backups");
        DailyBackup daily = daily(home, 7);
        Backups backups = new Backups(home, now::get);
        assertEquals(Optional.empty(), backups.newestTaken());
        daily.runIfDue();
        now.set(START.plus(Duration.ofHours(23)));
        daily.runIfDue();
        assertEquals(Optional.of(START), backups.newestTaken());
        now.set(START.plus(Duration.ofHours(24)));
        daily.runIfDue();
        assertEquals(Optional.of(now.get()), backups.newestTaken());
    }

    @Test
    void aRelayErasesAgainBeforeItAnswersAndKnowsItsLastBackup() {
        RelaySettings settings =
                TestSettings.in(temporary.resolve("data"))
                        .on(address)
                        .backup(new BackupPlan(temporary.resolve("backups"), 1))
                        .byLinksAlone()
                        .settings();
        settings.makeFolder();
        try (TestRelay accounts = new TestRelay(address, VaultLimits.USUAL, TestRelay.CHEAP)) {
            TestRelay.Person ann = accounts.person();
            bringBack(accounts, settings, ann);
            assertEquals(List.of("account"), accounts.tablesWith(ann.email));
            try (Relay relay = Relay.start(settings);
                    Administration administration = Administration.open(settings)) {
                assertEquals(List.of(), accounts.tablesWith(ann.email));
                assertEquals(Optional.empty(), relay.lastBackup());
                administration.backUp(temporary.resolve("backups"), 1);
                assertTrue(relay.lastBackup().isPresent());
            }
        }
    }

    /** Erased, and there again as by another kind of backup. */
    private static void bringBack(
            TestRelay accounts, RelaySettings settings, TestRelay.Person person) {
        new Erasure(
                        accounts.database,
                        accounts.purge,
                        new ErasureLedger(settings.erased()),
                        accounts.sessions,
                        accounts.audit,
                        AccessListener.NONE)
                .erase(person.id());
        accounts.update(
                "INSERT INTO account VALUES (?, ?, ?, 'none', false, 0)",
                person.id(),
                person.email,
                person.email);
    }
}
