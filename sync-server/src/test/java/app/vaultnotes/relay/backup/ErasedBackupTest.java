package app.vaultnotes.relay.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.account.Erasure;
import app.vaultnotes.relay.account.ErasureLedger;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.vault.AccessListener;
import app.vaultnotes.relay.vault.VaultLimits;
import app.vaultnotes.wire.WireId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever was erased comes back with no backup, and what began afterwards goes with none. */
class ErasedBackupTest {

    @TempDir private Path temporary;

    private final DatabaseAddress address = TestPostgres.newRelayDatabase();

    private Path folder(String name) throws IOException {
        return Files.createDirectories(temporary.resolve(name));
    }

    private static TestRelay accounts(DatabaseAddress address) {
        return new TestRelay(address, VaultLimits.USUAL, TestRelay.CHEAP);
    }

    /** As a relay of a folder erases. */
    private static Erasure erasure(TestRelay relay, Path folder) {
        return new Erasure(
                relay.database,
                relay.purge,
                new ErasureLedger(SampleRelay.ledger(folder)),
                relay.sessions,
                relay.audit,
                AccessListener.NONE);
    }

    private Path backUp(Path folder) {
        try (SampleRelay relay = new SampleRelay(address, folder)) {
            return relay.backup().write(temporary.resolve("backups"), Backup.KEEP_ALL).folder();
        }
    }

    @Test
    void whoWasErasedDoesNotComeBackWithAnOlderBackup() throws Exception {
        String canary = "kanarienvogel." + TestRelay.id();
        Path home = temporary.resolve("backups");
        Path folder = folder("source");
        Path older;
        try (SampleRelay source = new SampleRelay(address, folder);
                TestRelay accounts = accounts(address)) {
            TestRelay.Person ann = accounts.person(canary + "@example.org");
            accounts.person();
            older = source.backup().write(home, Backup.KEEP_ALL).folder();
            erasure(accounts, folder).erase(ann.id());
        }
        assertEquals(1, SampleRelay.restore(address, folder).run(older, true).erasedAgain());
        assertGone(address, canary);
        try (SampleRelay source = new SampleRelay(address, folder)) {
            source.backup().write(home, Backup.KEEP_ALL);
        }
        // The machine is lost and its ledger with it: a later backup has a copy.
        DatabaseAddress elsewhere = TestPostgres.newDatabase();
        Restore restore = SampleRelay.restore(elsewhere, folder("elsewhere"));
        assertEquals(1, restore.run(older, false).erasedAgain());
        assertGone(elsewhere, canary);
    }

    private static void assertGone(DatabaseAddress address, String canary) {
        try (TestRelay relay = accounts(address)) {
            assertEquals(List.of(), relay.tablesWith(canary));
            assertEquals(1, relay.number("SELECT count(*) FROM account"));
        }
    }

    private void assertVaults(int expected, Vault vault, Path folder) {
        try (TestRelay relay = accounts(address)) {
            assertEquals(0, erasure(relay, folder).replay());
            UUID id = WireId.parse("a vault", vault.getVaultId());
            assertEquals(
                    expected, relay.number("SELECT count(*) FROM vault WHERE vault_id = ?", id));
        }
    }

    @Test
    void aVaultThatWasRegisteredAgainStaysWhateverIsRestored() throws Exception {
        Path folder = folder("source");
        Path before;
        Path between;
        Vault vault;
        try (TestRelay relay = accounts(address)) {
            TestRelay.Person ann = relay.person();
            TestRelay.Person bob = relay.person();
            vault = ann.vault();
            before = backUp(folder);
            erasure(relay, folder).erase(ann.id());
            between = backUp(folder);
            bob.vault(vault.getVaultId());
        }
        Path after = backUp(folder);
        assertVaults(1, vault, folder);
        assertEquals(0, SampleRelay.restore(address, folder).run(after, true).erasedAgain());
        assertVaults(1, vault, folder);
        assertEquals(0, SampleRelay.restore(address, folder).run(between, true).erasedAgain());
        assertVaults(0, vault, folder);
        assertEquals(1, SampleRelay.restore(address, folder).run(before, true).erasedAgain());
        assertVaults(0, vault, folder);
        try (TestRelay relay = accounts(address)) {
            relay.person().vault(vault.getVaultId());
        }
        assertVaults(1, vault, folder);
        assertEquals(
                0, SampleRelay.restore(address, folder).run(backUp(folder), true).erasedAgain());
        assertVaults(1, vault, folder);
    }

    @Test
    void neitherLinksNorRevokedDevicesComeBack() throws Exception {
        Path folder = folder("source");
        Path before;
        TestRelay.SigningDevice device;
        try (TestRelay relay = accounts(address)) {
            TestRelay.Person ann = relay.person();
            device = ann.bind();
            relay.operator.reset(EmailAddress.parse(ann.email));
            before = backUp(folder);
            ann.session = relay.signIn(ann.email, TestRelay.PASSPHRASE);
            relay.auth.revokeDevice(
                    ann.caller(),
                    RevokeDeviceRequest.newBuilder().setDeviceId(device.id()).build());
        }
        assertEquals(1, SampleRelay.restore(address, folder).run(before, true).erasedAgain());
        try (TestRelay relay = accounts(address)) {
            assertEquals(0, relay.number("SELECT count(*) FROM invitation"));
            String bound =
                    "SELECT count(*) FROM device WHERE device_id = ? AND revoked_millis IS NULL";
            assertEquals(0, relay.number(bound, device.uuid()));
        }
    }

    /** The restore is by the folder of a relay that was not asked to erase. */
    @Test
    void whatOneRelayErasedEveryOtherOfTheDatabaseKnows() throws Exception {
        String canary = "kanarienvogel." + TestRelay.id();
        Path before;
        try (TestRelay relay = accounts(address)) {
            relay.person();
            TestRelay.Person ann = relay.person(canary + "@example.org");
            before = backUp(folder("one"));
            erasure(relay, folder("one")).erase(ann.id());
        }
        assertEquals(
                1, SampleRelay.restore(address, folder("other")).run(before, true).erasedAgain());
        assertGone(address, canary);
        // Of a database that is lost, the folder of each of its relays tells.
        DatabaseAddress elsewhere = TestPostgres.newDatabase();
        assertEquals(
                1, SampleRelay.restore(elsewhere, folder("other")).run(before, true).erasedAgain());
        assertGone(elsewhere, canary);
    }

    /** The relay that starts then is another, with a folder of its own. */
    @Test
    void aRestoreThatIsKilledBehindTheTablesIsFinishedByAnyRelay() throws Exception {
        String canary = "kanarienvogel." + TestRelay.id();
        Path folder = folder("source");
        Path before;
        try (TestRelay relay = accounts(address)) {
            relay.person();
            TestRelay.Person ann = relay.person(canary + "@example.org");
            before = backUp(folder);
            erasure(relay, folder).erase(ann.id());
        }
        new Replacement(BackupFolder.open(before), address)
                .run(new ErasureLedger(SampleRelay.ledger(folder)).entries());
        try (TestRelay relay = accounts(address)) {
            assertEquals(List.of("account"), relay.tablesWith(canary));
            assertEquals(1, relay.erasure.replay());
        }
        assertGone(address, canary);
    }

    /** A backup that one relay writes tells of what another erased while it was written. */
    @Test
    void aBackupHasTheErasuresOfAllRelays() throws Exception {
        Path made;
        try (TestRelay relay = accounts(address)) {
            TestRelay.Person ann = relay.person();
            erasure(relay, folder("one")).erase(ann.id());
            made = backUp(folder("other"));
        }
        ErasureLedger copy = new ErasureLedger(made.resolve(BackupFolder.ERASED));
        assertEquals(1, copy.entries().size());
    }
}
