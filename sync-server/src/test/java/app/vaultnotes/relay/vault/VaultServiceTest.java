package app.vaultnotes.relay.vault;

import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.DeleteVaultRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.RestoreVaultRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.TestPostgres;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.wire.WireId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Vaults are made, named, closed, restored and removed as their owners say. */
class VaultServiceTest {

    private final TestRelay relay = TestRelay.shared();

    private static CreateVaultRequest create(String id, String name) {
        return CreateVaultRequest.newBuilder()
                .setVaultId(id)
                .setName(name)
                .setSealing(Sealing.SEALED)
                .build();
    }

    private Vault get(Person person, Vault vault) {
        return relay.vaults.getVault(
                person.caller(),
                GetVaultRequest.newBuilder().setVaultId(vault.getVaultId()).build());
    }

    private Vault delete(Person person, Vault vault) {
        return relay.vaults.deleteVault(
                person.caller(),
                DeleteVaultRequest.newBuilder().setVaultId(vault.getVaultId()).build());
    }

    private Vault restore(Person person, Vault vault) {
        return relay.vaults.restoreVault(
                person.caller(),
                RestoreVaultRequest.newBuilder().setVaultId(vault.getVaultId()).build());
    }

    private Vault rename(Person person, Vault vault, String name) {
        return relay.vaults.renameVault(
                person.caller(),
                RenameVaultRequest.newBuilder()
                        .setVaultId(vault.getVaultId())
                        .setName(name)
                        .build());
    }

    private List<Vault> list(Person person) {
        return relay.vaults
                .listVaults(person.caller(), ListVaultsRequest.getDefaultInstance())
                .getVaultsList();
    }

    private void signInAgain(Person person) {
        person.session = relay.signIn(person.email, TestRelay.PASSPHRASE);
    }

    private static UUID uuid(Vault vault) {
        return WireId.parse("vault", vault.getVaultId());
    }

    @Test
    void whoeverMakesAVaultOwnsIt() {
        Person ann = relay.person();
        String id = TestRelay.id();
        relay.access.clear();
        Vault vault = relay.vaults.createVault(ann.caller(), create(id, "Plans"));
        assertEquals(
                Vault.newBuilder()
                        .setVaultId(id)
                        .setName("Plans")
                        .setSealing(Sealing.SEALED)
                        .setRole(Role.OWNER)
                        .setCreatedMillis(relay.clock.millis())
                        .setMembers(1)
                        .build(),
                vault);
        assertEquals(vault, get(ann, vault));
        assertEquals(List.of(vault), list(ann));
        assertEquals(List.of(id + " " + ann.account() + " OWNER"), relay.access);
    }

    @Test
    void anIdInUseIsTakenWhoeverHasIt() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Person bob = relay.person();
        for (Person person : List.of(ann, bob)) {
            refuses(
                    ErrorCode.TAKEN,
                    () ->
                            relay.vaults.createVault(
                                    person.caller(), create(vault.getVaultId(), "Mine")));
        }
        assertEquals(vault, get(ann, vault));
        assertEquals(List.of(), list(bob));
    }

    @Test
    void whatIsNoIdNameOrSealingIsInvalid() {
        Person ann = relay.person();
        String id = TestRelay.id();
        for (CreateVaultRequest request :
                List.of(
                        create("", "Plans"),
                        create("plans", "Plans"),
                        create(id.toUpperCase(java.util.Locale.ROOT), "Plans"),
                        create(id, ""),
                        create(id, " \u2003"),
                        create(id, "a\0b"),
                        create(id, "x".repeat(101)),
                        create(id, "Plans").toBuilder().clearSealing().build(),
                        create(id, "Plans").toBuilder().setSealingValue(9).build())) {
            refuses(ErrorCode.INVALID, () -> relay.vaults.createVault(ann.caller(), request));
        }
        relay.vaults.createVault(ann.caller(), create(id, "🐢".repeat(100)));
    }

    @Test
    void anAccountHasNoMoreVaultsThanItMay() {
        VaultLimits limits = new VaultLimits(3, 3, 3, 5_000);
        try (TestRelay small =
                new TestRelay(TestPostgres.newRelayDatabase(), limits, TestRelay.CHEAP)) {
            Person ann = small.person();
            List<Callable<Object>> calls = Collections.nCopies(6, ann::vault);
            List<ErrorCode> codes = TestRelay.codes(TestRelay.atOnce(calls));
            assertEquals(Collections.nCopies(3, ErrorCode.QUOTA), codes);
            Vault vault =
                    small.vaults
                            .listVaults(ann.caller(), ListVaultsRequest.getDefaultInstance())
                            .getVaults(0);
            assertEquals(5_000, vault.getQuotaBytes());
        }
    }

    @Test
    void vaultsAreListedByNameAndClosedOnesLast() {
        Person ann = relay.person();
        Vault b = rename(ann, ann.vault(), "beta");
        Vault a = rename(ann, ann.vault(), "Alpha");
        Vault c = rename(ann, ann.vault(), "Gamma");
        Vault closed = delete(ann, a);
        assertEquals(List.of(b, c, closed), list(ann));
    }

    @Test
    void aClosedVaultIsSeenRestoredAndLeftAndNothingElse() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        relay.access.clear();
        Vault closed = delete(ann, vault);
        assertEquals(
                relay.clock.millis() + Duration.ofDays(30).toMillis(),
                closed.getDeletedFromMillis());
        assertEquals(List.of(vault.getVaultId() + " closed"), relay.access);
        relay.clock.move(Duration.ofMinutes(2));
        assertEquals(closed, delete(ann, vault));
        assertEquals(closed, get(ann, vault));
        refuses(ErrorCode.FORBIDDEN, () -> rename(ann, vault, "Other"));
        assertEquals(vault, restore(ann, vault));
        refuses(ErrorCode.INVALID, () -> restore(ann, vault));
        assertEquals("Other", rename(ann, vault, "Other").getName());
    }

    @Test
    void aVaultIsRestoredWithinThirtyDaysAndGoneAfter() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        delete(ann, vault);
        relay.clock.move(Duration.ofDays(30).minusMillis(1));
        signInAgain(ann);
        restore(ann, vault);
        delete(ann, vault);
        relay.clock.move(Duration.ofDays(30));
        signInAgain(ann);
        refuses(ErrorCode.NOT_FOUND, () -> restore(ann, vault));
        refuses(ErrorCode.NOT_FOUND, () -> get(ann, vault));
        assertEquals(List.of(), list(ann));
    }

    @Test
    void aPurgeRemovesEveryRowOfWhatIsDueAndNothingElse() {
        Person ann = relay.person();
        Vault due = ann.vault();
        Vault stays = ann.vault();
        fill(uuid(due));
        fill(uuid(stays));
        delete(ann, due);
        assertEquals(0, relay.purge.purge(relay.clock.millis()));
        relay.purge.purge(relay.clock.millis() + Duration.ofDays(30).toMillis());
        for (String table :
                List.of("vault", "member", "record", "chain", "snapshot", "statement", "blob")) {
            String count = "SELECT count(*) FROM " + table + " WHERE vault_id = ?";
            assertEquals(0, relay.number(count, uuid(due)), table);
            assertEquals(table.equals("record") ? 6_000 : 1, relay.number(count, uuid(stays)));
        }
        relay.vaults.createVault(ann.caller(), create(due.getVaultId(), "Anew"));
    }

    private void fill(UUID vault) {
        UUID device = relay.person().bind().uuid();
        byte[] hash = new byte[32];
        relay.update(
                "INSERT INTO record SELECT ?, n, ?, n, ?, 1, 1, ?, NULL, ?"
                        + " FROM generate_series(1, 6000) n",
                vault,
                device,
                device,
                hash,
                hash);
        relay.update("INSERT INTO chain VALUES (?, ?, 1, ?)", vault, device, hash);
        relay.update(
                "INSERT INTO snapshot VALUES (?, ?, ?, ?, 1, ?, 1, 1)",
                vault,
                device,
                hash,
                device,
                hash);
        relay.update("INSERT INTO statement VALUES (?, ?, 1, ?)", vault, device, hash);
        relay.update("INSERT INTO blob VALUES (?, ?, 1, 1)", vault, hash);
    }

    /** As when the relay was killed, and its clock is then set back. */
    @Test
    void aPurgeThatHasBegunIsNeverTakenBack() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        delete(ann, vault);
        relay.mark(uuid(vault));
        relay.clock.move(Duration.ofHours(-10));
        signInAgain(ann);
        refuses(ErrorCode.NOT_FOUND, () -> restore(ann, vault));
        assertEquals(List.of(), list(ann));
        relay.clock.move(Duration.ofHours(10));
        assertEquals(1, relay.purge.purge(relay.clock.millis()));
    }

    private long room(Vault vault) {
        return relay.database.transact(
                Scope.appender(),
                rows -> Quota.roomBytes(rows, uuid(vault)).getOrDefault(uuid(vault), 0L));
    }

    @Test
    void theRoomOfAVaultIsItsOwnAndItsOwners() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Vault other = ann.vault();
        assertEquals(Long.MAX_VALUE, room(vault));
        relay.update("UPDATE vault SET stored_bytes = 300 WHERE vault_id = ?", uuid(vault));
        relay.update("UPDATE vault SET stored_bytes = 500 WHERE vault_id = ?", uuid(other));
        relay.operator.setVaultQuota(uuid(vault), 1_000);
        assertEquals(700, room(vault));
        EmailAddress email = EmailAddress.parse(ann.email);
        relay.operator.setQuota(email, 900);
        assertEquals(100, room(vault));
        assertEquals(100, room(other));
        relay.operator.setQuota(email, 600);
        assertEquals(-200, room(vault));
        refuses(
                ErrorCode.QUOTA,
                () ->
                        relay.database.transact(
                                Scope.appender(),
                                rows -> {
                                    Quota.require(rows, uuid(vault), 1);
                                    return true;
                                }));
        Person bob = relay.person();
        relay.update("INSERT INTO member VALUES (?, ?, 3, 1)", uuid(vault), bob.id());
        assertEquals(700, room(vault));
        assertEquals(-200, room(other));
        assertEquals(1_000, get(ann, vault).getQuotaBytes());
    }
}
