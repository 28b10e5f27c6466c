package app.vaultnotes.relay.account;

import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.RevokeDeviceRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.TestRelay.SigningDevice;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.serve.Advice;
import app.vaultnotes.relay.vault.AccessListener;
import app.vaultnotes.wire.WireId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is erased is in no table any more, and no backup brings them back. */
class ErasureTest {

    private static final String CANARY = "kanarienvogel";

    private final TestRelay relay = TestRelay.shared();

    private Person join(Person owner, Vault vault, Role role, Person person) {
        String secret =
                relay.vaults
                        .invite(
                                owner.caller(),
                                InviteRequest.newBuilder()
                                        .setVaultId(vault.getVaultId())
                                        .setRole(role)
                                        .build())
                        .getSecret();
        relay.vaults.accept(person.caller(), AcceptRequest.newBuilder().setSecret(secret).build());
        return person;
    }

    private void rename(Person person, Vault vault, String name) {
        relay.vaults.renameVault(
                person.caller(),
                RenameVaultRequest.newBuilder()
                        .setVaultId(vault.getVaultId())
                        .setName(name)
                        .build());
    }

    private static UUID uuid(Vault vault) {
        return WireId.parse("vault", vault.getVaultId());
    }

    /** Rows of every table in which something of the account could stay. */
    private void fill(Vault vault, SigningDevice device) {
        byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);
        relay.update(
                "INSERT INTO record VALUES (?, 1, ?, 1, ?, 3, 1, ?, NULL, ?)",
                uuid(vault),
                device.uuid(),
                device.uuid(),
                bytes,
                bytes);
        relay.update("INSERT INTO chain VALUES (?, ?, 1, ?)", uuid(vault), device.uuid(), bytes);
        relay.update(
                "INSERT INTO snapshot VALUES (?, ?, ?, ?, 1, ?, 1, 1)",
                uuid(vault),
                device.uuid(),
                bytes,
                device.uuid(),
                bytes);
        relay.update(
                "INSERT INTO statement VALUES (?, ?, 1, ?)", uuid(vault), device.uuid(), bytes);
        relay.update("INSERT INTO blob VALUES (?, ?, 1, 1)", uuid(vault), bytes);
    }

    private List<String> tablesWithBytes() {
        StringBuilder hex = new StringBuilder();
        CANARY.chars().forEach(letter -> hex.append(Integer.toHexString(letter)));
        return relay.tablesWith(hex.toString());
    }

    @Test
    void nothingOfAnErasedAccountIsLeftButWhatOthersOwn() {
        Person ann = relay.person(CANARY + "@example.org");
        SigningDevice device = ann.bind();
        Vault alone = ann.vault();
        Vault shared = ann.vault();
        Person bob = join(ann, shared, Role.OWNER, relay.person());
        Person carl = join(ann, alone, Role.EDITOR, relay.person());
        rename(ann, alone, "Plans of " + CANARY);
        fill(alone, device);
        relay.vaults.invite(
                bob.caller(),
                InviteRequest.newBuilder()
                        .setVaultId(shared.getVaultId())
                        .setRole(Role.EDITOR)
                        .setEmail(ann.email)
                        .build());
        refuses(ErrorCode.WRONG_CREDENTIALS, () -> relay.signIn(ann.email, "wrong wrong wrong"));
        relay.operator.reset(EmailAddress.parse(ann.email));
        ann.caller();
        assertEquals(List.of("account", "invitation", "vault"), sorted(relay.tablesWith(CANARY)));
        long failures = relay.number("SELECT count(*) FROM failure");

        relay.access.clear();
        relay.erasure.erase(ann.id());

        assertEquals(List.of(), relay.tablesWith(CANARY));
        assertEquals(List.of(), tablesWithBytes());
        assertEquals(failures - 1, relay.number("SELECT count(*) FROM failure"));
        assertEquals(List.of("audit", "ended"), sorted(relay.tablesWith(ann.id().toString())));
        assertEquals(List.of("audit", "ended"), sorted(relay.tablesWith(uuid(alone).toString())));
        refuses(ErrorCode.UNAUTHENTICATED, ann::caller);
        refuses(ErrorCode.NOT_FOUND, () -> get(carl, alone));
        assertEquals(1, get(bob, shared).getMembers());
        assertEquals(
                List.of(
                        shared.getVaultId() + " " + ann.account() + " none",
                        alone.getVaultId() + " closed"),
                relay.access);
        refuses(ErrorCode.NOT_FOUND, () -> relay.erasure.erase(ann.id()));
        relay.person(CANARY + "2@example.org");
        relay.erasure.erase(relay.operator.account(EmailAddress.parse(CANARY + "2@example.org")));
    }

    private Vault get(Person person, Vault vault) {
        return relay.vaults.getVault(
                person.caller(),
                GetVaultRequest.newBuilder().setVaultId(vault.getVaultId()).build());
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    @Test
    void ofTwoOwnersErasedAtOnceNoVaultIsLeftWithoutOne() {
        Person ann = relay.person();
        Vault vault = ann.vault();
        Person bob = join(ann, vault, Role.OWNER, relay.person());
        List<Object> results =
                TestRelay.atOnce(
                        List.of(
                                () -> {
                                    relay.erasure.erase(ann.id());
                                    return "";
                                },
                                () -> {
                                    relay.erasure.erase(bob.id());
                                    return "";
                                }));
        assertEquals(List.of("", ""), results);
        assertEquals(0, relay.number("SELECT count(*) FROM vault WHERE vault_id = ?", uuid(vault)));
    }

    @Test
    void aRestoredBackupIsErasedAgain() {
        Person ann = relay.person(CANARY + "3@example.org");
        SigningDevice device = ann.bind();
        Vault alone = ann.vault();
        fill(alone, device);
        relay.erasure.erase(ann.id());
        assertEquals(0, relay.erasure.replay());

        relay.update(
                "INSERT INTO account VALUES (?, ?, ?, 'x', false, 1)",
                ann.id(),
                ann.email,
                ann.email);
        relay.update(
                "INSERT INTO vault (vault_id, name, sealing, created_millis)"
                        + " VALUES (?, ?, 1, 1)",
                uuid(alone),
                "Plans of " + CANARY);
        relay.update("INSERT INTO member VALUES (?, ?, 3, 1)", uuid(alone), ann.id());
        relay.update(
                "INSERT INTO device VALUES (?, ?, 'a', 1, ?, 1, 1)",
                device.uuid(),
                ann.id(),
                device.key());
        fill(alone, device);
        assertEquals(1, relay.erasure.replay());
        assertEquals(List.of(), relay.tablesWith(CANARY));
        assertEquals(List.of(), tablesWithBytes());
        assertEquals(0, relay.erasure.replay());
    }

    /** In the backup the vault had another owner, who left before the erasure. */
    @Test
    void aVaultThatWentComesBackWithNobody() {
        Person ann = relay.person();
        Vault alone = ann.vault();
        UUID registration = relay.registration(uuid(alone));
        relay.erasure.erase(ann.id());
        Person bob = relay.person();
        relay.update(
                "INSERT INTO vault (vault_id, name, sealing, created_millis, registration)"
                        + " VALUES (?, 'Plans', 1, 1, ?)",
                uuid(alone),
                registration);
        relay.update("INSERT INTO member VALUES (?, ?, 3, 1)", uuid(alone), bob.id());
        relay.access.clear();
        assertEquals(1, relay.erasure.replay());
        assertEquals(List.of(alone.getVaultId() + " closed"), relay.access);
        refuses(ErrorCode.NOT_FOUND, () -> get(bob, alone));
    }

    /** Devices keep a vault's id for ever, and put it on a relay again. */
    @Test
    void aVaultThatIsRegisteredAgainAfterItsErasureStays() {
        Person ann = relay.person();
        Vault alone = ann.vault();
        relay.erasure.erase(ann.id());
        Person bob = relay.person();
        bob.vault(alone.getVaultId());
        assertEquals(0, relay.erasure.replay());
        assertEquals(Role.OWNER, get(bob, alone).getRole());
    }

    /** In tables of before registrations had numbers, and by lines of a ledger of then. */
    @Test
    void aVaultOfOldTablesGoesByItsIdAlone(@TempDir Path folder) {
        Person bob = relay.person();
        Vault old = bob.vault();
        Vault fresh = bob.vault();
        relay.update("UPDATE vault SET registration = NULL WHERE vault_id = ?", uuid(old));
        ErasureLedger ledger = new ErasureLedger(folder.resolve("erased"));
        ledger.append(
                List.of(
                        new Ended(Ended.Kind.VAULT, uuid(old), uuid(old)),
                        new Ended(Ended.Kind.VAULT, uuid(fresh), uuid(fresh))));
        assertEquals(1, another(ledger).replay());
        refuses(ErrorCode.NOT_FOUND, () -> get(bob, old));
        assertEquals(Role.OWNER, get(bob, fresh).getRole());
    }

    /** Another relay on the same database. */
    private Erasure another(ErasureLedger ledger) {
        return new Erasure(
                relay.database,
                relay.purge,
                ledger,
                relay.sessions,
                relay.audit,
                AccessListener.NONE);
    }

    @Test
    void relaysOfOneDatabaseTellEachOtherWhatTheyErased(@TempDir Path folder) {
        Person ann = relay.person();
        Vault alone = ann.vault();
        List<Ended> expected =
                List.of(
                        Ended.account(ann.id()),
                        new Ended(Ended.Kind.VAULT, uuid(alone), relay.registration(uuid(alone))));
        relay.erasure.erase(ann.id());
        ErasureLedger ledger = new ErasureLedger(folder.resolve("erased"));
        assertEquals(0, another(ledger).replay());
        assertTrue(ledger.entries().containsAll(expected));
        int known = ledger.entries().size();
        assertEquals(0, another(ledger).replay());
        assertEquals(known, ledger.entries().size());
    }

    @Test
    void aRevokedDeviceThatComesBackIsRevokedAgain() {
        Person ann = relay.person();
        SigningDevice device = ann.bind();
        ann.session = relay.signIn(ann.email, TestRelay.PASSPHRASE);
        revoke(ann, device);
        int known = relay.ledger.entries().size();
        revoke(ann, device);
        assertEquals(known, relay.ledger.entries().size());
        assertEquals(0, relay.erasure.replay());
        String back = "UPDATE device SET revoked_millis = NULL WHERE device_id = ?";
        assertEquals(1, relay.update(back, device.uuid()));
        relay.revocations.clear();
        assertEquals(1, relay.erasure.replay());
        assertEquals(
                List.of(new Revocation(Revocation.Kind.DEVICE, device.uuid())), relay.revocations);
        String revoked = "SELECT count(revoked_millis) FROM device WHERE device_id = ?";
        assertEquals(1, relay.number(revoked, device.uuid()));
        // Its id may be another's, when the account is gone.
        relay.erasure.erase(ann.id());
        Person bob = relay.person();
        relay.auth.bindDevice(bob.caller(), device.bind(bob.account()));
        assertEquals(0, relay.erasure.replay());
    }

    private void revoke(Person person, SigningDevice device) {
        relay.auth.revokeDevice(
                person.caller(), RevokeDeviceRequest.newBuilder().setDeviceId(device.id()).build());
    }

    /** One relay is done with a vault and takes it again while another still removes it. */
    @Test
    void whatIsRemovedByTwoRelaysAtOnceIsRemovedOnce() {
        Person bob = relay.person();
        Vault vault = bob.vault();
        relay.mark(uuid(vault));
        relay.purge.remove(uuid(vault));
        bob.vault(vault.getVaultId());
        relay.purge.remove(uuid(vault));
        assertEquals(Role.OWNER, get(bob, vault).getRole());
    }

    private static Ended entry() {
        return Ended.account(UUID.randomUUID());
    }

    private static Ended vaultEntry() {
        return new Ended(Ended.Kind.VAULT, UUID.randomUUID(), UUID.randomUUID());
    }

    @Test
    void theLedgerGrowsOverACutLineAndShowsDamage(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("erased.txt");
        ErasureLedger ledger = new ErasureLedger(file);
        assertEquals(List.of(), ledger.entries());
        Ended first = entry();
        Ended second = vaultEntry();
        Ended third = entry();
        ledger.append(List.of(first, second));
        Files.writeString(file, "account abc", StandardOpenOption.APPEND);
        assertEquals(List.of(first, second), ledger.entries());
        ledger.append(List.of(third));
        assertEquals(List.of(first, second, third), new ErasureLedger(file).entries());
        List<String> lines = Files.readAllLines(file);
        assertEquals("account " + WireId.text(first.id()), lines.getFirst().substring(0, 34));

        Files.write(file, lines.subList(1, 3));
        assertThrows(UncheckedIOException.class, ledger::entries);
        UncheckedIOException damaged =
                assertThrows(UncheckedIOException.class, () -> ledger.append(List.of(entry())));
        String says = Advice.says(damaged);
        assertTrue(says.startsWith(file + " is damaged in line 1"), says);
        assertTrue(says.contains("newest backup"), says);
        Files.writeString(file, "person x y\n");
        assertThrows(UncheckedIOException.class, ledger::entries);
    }
}
