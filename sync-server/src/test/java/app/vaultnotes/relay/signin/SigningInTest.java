package app.vaultnotes.relay.signin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Device;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.RevokeTokenRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Uuids;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.AccountCalls;
import app.vaultnotes.vault.account.Accounts;
import app.vaultnotes.vault.account.DeviceKey;
import app.vaultnotes.vault.account.Machine;
import app.vaultnotes.vault.account.SecretFile;
import app.vaultnotes.vault.account.SignedIn;
import app.vaultnotes.vault.account.SigningIn;
import app.vaultnotes.vault.account.TrustedRelay;
import app.vaultnotes.vault.account.VaultSession;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.Trust;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.vault.sync.Access;
import app.vaultnotes.wire.Signing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a person does to sign in, and what goes on by itself afterwards. */
class SigningInTest {

    private static final TrustedRelay RELAY =
            new TrustedRelay(RelayAddress.parse("relay.example"), Trust.platform());

    @TempDir private Path folder;

    private final TestRelay relay = TestRelay.shared();
    private final String email = TestRelay.email();

    /** A machine with a data folder, whose clock of durations follows the relay's. */
    private final class Computer {
        final Path data;
        final DirectCalls calls = new DirectCalls(relay);
        final SigningIn signingIn;

        Computer(String name) {
            data = folder.resolve(name);
            SecretFile.Passphrases none =
                    new SecretFile.Passphrases() {
                        @Override
                        public Optional<String> given() {
                            return Optional.empty();
                        }

                        @Override
                        public Optional<String> asked(Path file) {
                            return Optional.empty();
                        }
                    };
            SecureRandom random = new SecureRandom();
            signingIn =
                    new SigningIn(
                            new Accounts(data.resolve("accounts.json")),
                            new SecretFile(data.resolve("secrets"), none, random),
                            reached -> calls,
                            new Machine(name, DeviceKind.TERMINAL),
                            () -> relay.clock.steadyMillis() * 1_000_000,
                            random);
        }

        Account create() {
            return signingIn.create(RELAY, email, TestRelay.PASSPHRASE, "");
        }

        Account login() {
            return signingIn.login(RELAY, email, TestRelay.PASSPHRASE);
        }

        Vault vault(String name) {
            Path path = data.resolve(name);
            if (!Files.exists(path)) {
                SqliteStore.create(path, Id.random()).close();
            }
            return Vault.open(
                    SqliteStore.open(path),
                    new JavaEngine(),
                    Clock.systemUTC(),
                    new DeviceIdentity(data.resolve("state"), "laptop"));
        }

        List<Device> devices(Account account) {
            try (SignedIn signedIn = signingIn.of(account)) {
                return new AccountCalls(signedIn).devices();
            }
        }

        List<String> live(Account account) {
            return devices(account).stream()
                    .filter(device -> device.getRevokedMillis() == 0)
                    .map(Device::getDeviceId)
                    .sorted()
                    .toList();
        }
    }

    private static RelayFailure refuses(ErrorCode code, Executable call) {
        RelayFailure failure = assertThrows(RelayFailure.class, call);
        assertEquals(code, failure.error().getCode(), failure.getMessage());
        return failure;
    }

    private static List<String> sorted(Id... ids) {
        return Stream.of(ids).map(Id::toString).sorted().toList();
    }

    /** The device that a pass is for, as the relay sees it. */
    private Id deviceOf(Access.Pass pass) {
        return Uuids.id(relay.sessions.authenticate(pass.accessToken()).requireDevice());
    }

    @Test
    void anAccountIsMadeAndItsMachineSignsInByItsKeyFromThenOn() throws IOException {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        assertEquals(List.of(account), laptop.signingIn.accounts().all());
        assertEquals(sorted(account.device()), laptop.live(account));
        assertEquals("laptop", laptop.devices(account).getFirst().getName());
        Computer later = new Computer("laptop");
        assertEquals(sorted(account.device()), later.live(later.signingIn.accounts().all().get(0)));
        assertEquals(
                List.of("DeviceChallenge", "DeviceSignIn", "ListDevices", "RevokeToken"),
                later.calls.taken());
        for (String name : List.of("accounts.json", "secrets")) {
            String kept = Files.readString(laptop.data.resolve(name), StandardCharsets.ISO_8859_1);
            assertFalse(kept.contains(TestRelay.PASSPHRASE), name);
        }
    }

    @Test
    void refusalsOfARelayChangeNothingHere() {
        Computer laptop = new Computer("laptop");
        refuses(ErrorCode.WRONG_CREDENTIALS, laptop::login);
        refuses(ErrorCode.INVALID, () -> laptop.signingIn.create(RELAY, email, "too short", ""));
        refuses(
                ErrorCode.FORBIDDEN,
                () -> laptop.signingIn.create(RELAY, email, TestRelay.PASSPHRASE, "no invitation"));
        laptop.calls.isUp = false;
        refuses(ErrorCode.ERROR_CODE_UNSPECIFIED, laptop::create);
        assertEquals(List.of(), laptop.signingIn.accounts().all());
        assertFalse(Files.exists(laptop.data.resolve("secrets")));
        laptop.calls.isUp = true;
        laptop.create();
        VaultException twice = assertThrows(VaultException.class, laptop::create);
        assertEquals(VaultException.Code.EXISTS, twice.code());
        assertThrows(
                VaultException.class,
                () -> laptop.signingIn.login(RELAY, TestRelay.email(), TestRelay.PASSPHRASE));
        refuses(ErrorCode.TAKEN, new Computer("other")::create);
    }

    @Test
    void anAccountThatIsMadeIsSaidSoWhenTheWayIsLostThen() throws IOException {
        Computer laptop = new Computer("laptop");
        laptop.calls.lost = "BindDevice";
        RelayFailure failure = refuses(ErrorCode.ERROR_CODE_UNSPECIFIED, laptop::create);
        assertTrue(String.valueOf(failure.getMessage()).contains("account is made"));
        assertEquals(List.of(), laptop.signingIn.accounts().all());
        assertEquals(10, Files.size(laptop.data.resolve("secrets")));
        laptop.calls.lost = "";
        Account account = laptop.login();
        assertEquals(sorted(account.device()), laptop.live(account));
    }

    @Test
    void passesRenewThemselvesInTime() {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        try (SignedIn signedIn = laptop.signingIn.of(account)) {
            laptop.calls.taken();
            Access.Pass first = signedIn.pass();
            assertEquals(account.device(), deviceOf(first));
            assertEquals(Duration.ofMinutes(10).toMillis(), first.lifetimeMillis());
            relay.clock.move(Duration.ofMinutes(6));
            Access.Pass same = signedIn.pass();
            assertEquals(first.accessToken(), same.accessToken());
            assertEquals(Duration.ofMinutes(4).toMillis(), same.lifetimeMillis());
            relay.clock.move(Duration.ofMinutes(2));
            Access.Pass second = signedIn.pass();
            assertNotEquals(first.accessToken(), second.accessToken());
            assertEquals(account.device(), deviceOf(second));
            assertEquals(
                    List.of("DeviceChallenge", "DeviceSignIn", "RefreshToken"),
                    laptop.calls.taken());
            relay.clock.move(Duration.ofDays(3));
            assertEquals(account.device(), deviceOf(signedIn.pass()));
            assertEquals(
                    List.of("RefreshToken", "DeviceChallenge", "DeviceSignIn"),
                    laptop.calls.taken());
        }
    }

    @Test
    void aTokenIsUsedToItsEndWhileTheRelayIsAway() {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        SignedIn signedIn = laptop.signingIn.of(account);
        Access.Pass first = signedIn.pass();
        laptop.calls.isUp = false;
        relay.clock.move(Duration.ofMinutes(9));
        assertEquals(first.accessToken(), signedIn.pass().accessToken());
        relay.clock.move(Duration.ofMinutes(2));
        refuses(ErrorCode.ERROR_CODE_UNSPECIFIED, signedIn::pass);
        laptop.calls.isUp = true;
        assertEquals(account.device(), deviceOf(signedIn.pass()));
    }

    private void endAllSessions() {
        String elsewhere = relay.signIn(email, TestRelay.PASSPHRASE).getAccessToken();
        relay.auth.revokeToken(
                relay.sessions.authenticate(elsewhere),
                RevokeTokenRequest.newBuilder().setEverywhere(true).build());
    }

    @Test
    void aTokenThatWasRefusedIsReplacedOnceForAllWhoWait() {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        SignedIn signedIn = laptop.signingIn.of(account);
        String refused = signedIn.pass().accessToken();
        endAllSessions();
        laptop.calls.taken();
        Callable<Object> again =
                () -> {
                    signedIn.forget(refused);
                    return signedIn.pass().accessToken();
                };
        List<Object> tokens = TestRelay.atOnce(Collections.nCopies(8, again));
        assertEquals(1, tokens.stream().distinct().count(), tokens.toString());
        assertEquals(1, Collections.frequency(laptop.calls.taken(), "DeviceSignIn"));
        assertEquals(account.device(), deviceOf(signedIn.pass()));
        endAllSessions();
        assertEquals(1, new AccountCalls(signedIn).devices().size());
    }

    @Test
    void aVaultIsADeviceOfItsOwnThatNeedsNobodyToSignIn() {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        try (Vault vault = laptop.vault("notes");
                VaultSession session = laptop.signingIn.of(account, vault.records())) {
            assertThrows(IllegalStateException.class, session::key);
            laptop.calls.taken();
            Access.Pass pass = session.pass();
            Id device = vault.records().device();
            assertEquals(device, deviceOf(pass));
            assertEquals(
                    List.of("DeviceChallenge", "DeviceSignIn", "BindDevice"), laptop.calls.taken());
            assertEquals(pass, session.pass());
            assertEquals(sorted(account.device(), device), laptop.live(account));
            session.forget();
            assertNotEquals(pass.accessToken(), session.pass().accessToken());
        }
        Computer later = new Computer("laptop");
        Account known = later.signingIn.accounts().all().get(0);
        try (Vault vault = later.vault("notes");
                VaultSession session = later.signingIn.of(known, vault.records())) {
            assertEquals(vault.records().device(), deviceOf(session.pass()));
            assertEquals(List.of("DeviceChallenge", "DeviceSignIn"), later.calls.taken());
        }
    }

    @Test
    void aVaultThatHasBecomeAnotherDeviceIsBoundAnew() {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        try (Vault vault = laptop.vault("notes");
                VaultSession session = laptop.signingIn.of(account, vault.records())) {
            Id before = deviceOf(session.pass());
            vault.records().startAnew();
            Id after = deviceOf(session.pass());
            assertNotEquals(before, after);
            assertEquals(vault.records().device(), after);
            DeviceKey key = session.key();
            assertEquals(after, key.device());
            byte[] signature = key.sign(signed());
            assertTrue(signed().isSigned(key.publicKey(), signature));
            assertArrayEquals(signature, key.signed(signed()::sign));
        }
    }

    private static Signing.Message signed() {
        return new Signing.Message(Signing.Purpose.BATCH).number(7);
    }

    @Test
    void aVaultWhoseKeyWasForgottenGoesOnAsAnotherDevice() {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        try (Vault vault = laptop.vault("notes")) {
            Id before;
            try (VaultSession session = laptop.signingIn.of(account, vault.records())) {
                before = deviceOf(session.pass());
            }
            assertTrue(laptop.signingIn.logout(account).isEmpty());
            assertEquals(List.of(), laptop.signingIn.accounts().all());
            assertThrows(RelayFailure.class, () -> laptop.signingIn.of(account));
            Account again = laptop.login();
            try (VaultSession session = laptop.signingIn.of(again, vault.records())) {
                Id after = deviceOf(session.pass());
                assertNotEquals(before, after);
                assertEquals(vault.records().device(), after);
                assertEquals(sorted(again.device(), after), laptop.live(again));
            }
        }
    }

    @Test
    void signingInAgainEndsTheDevicesOfBefore() {
        Computer laptop = new Computer("laptop");
        Account first = laptop.create();
        Account second =
                laptop.signingIn.login(RELAY, email.toUpperCase(Locale.ROOT), TestRelay.PASSPHRASE);
        assertNotEquals(first.device(), second.device());
        assertEquals(List.of(second), laptop.signingIn.accounts().all());
        assertEquals(sorted(second.device()), laptop.live(second));
    }

    @Test
    void devicesOfAMachineHelpEachOtherAfterAMonth() {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        try (Vault vault = laptop.vault("notes");
                VaultSession session = laptop.signingIn.of(account, vault.records())) {
            session.pass();
            relay.clock.move(Duration.ofDays(20));
            session.pass();
            relay.clock.move(Duration.ofDays(20));
            assertEquals(2, laptop.live(account).size());
            relay.clock.move(Duration.ofDays(31));
            refuses(ErrorCode.UNAUTHENTICATED, session::pass);
            refuses(ErrorCode.UNAUTHENTICATED, () -> laptop.devices(account));
        }
    }

    @Test
    void aDeviceThatWasRevokedIsNotBoundAgainByTheOthers() {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        Computer phone = new Computer("phone");
        Account there = phone.login();
        try (Vault vault = laptop.vault("notes");
                VaultSession session = laptop.signingIn.of(account, vault.records())) {
            Id device = deviceOf(session.pass());
            try (SignedIn signedIn = phone.signingIn.of(there)) {
                new AccountCalls(signedIn).revoke(device.toString());
            }
            session.forget();
            RelayFailure failure = refuses(ErrorCode.UNAUTHENTICATED, session::pass);
            assertTrue(String.valueOf(failure.getMessage()).contains(email), failure.getMessage());
            assertEquals(device, vault.records().device());
            try (SignedIn signedIn = phone.signingIn.of(there)) {
                new AccountCalls(signedIn).revoke(account.device().toString());
            }
            refuses(ErrorCode.UNAUTHENTICATED, () -> laptop.devices(account));
        }
    }

    @Test
    void aKeyThatIsOutOfReachMakesAVaultNoOtherDevice() throws IOException {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        try (Vault vault = laptop.vault("notes")) {
            Id device;
            try (VaultSession session = laptop.signingIn.of(account, vault.records())) {
                device = deviceOf(session.pass());
            }
            Path secrets = laptop.data.resolve("secrets");
            byte[] kept = Files.readAllBytes(secrets);
            VaultSession session = laptop.signingIn.of(account, vault.records());
            Files.write(secrets, new byte[10]);
            RelayFailure later = refuses(ErrorCode.ERROR_CODE_UNSPECIFIED, session::pass);
            assertTrue(
                    String.valueOf(later.getMessage()).contains(secrets.toString()),
                    later.getMessage());
            Files.delete(secrets);
            refuses(ErrorCode.UNAUTHENTICATED, session::pass);
            Files.write(secrets, kept);
            Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
            assertEquals(device, deviceOf(session.pass()));
            assertEquals(device, vault.records().device());
        }
    }

    @Test
    void signedOutWithoutARelayTheKeysAreGoneAllTheSame() {
        Computer laptop = new Computer("laptop");
        Account account = laptop.create();
        laptop.calls.isUp = false;
        assertTrue(laptop.signingIn.logout(account).isPresent());
        laptop.calls.isUp = true;
        assertThrows(RelayFailure.class, () -> laptop.signingIn.of(account));
        assertEquals(List.of(), laptop.signingIn.accounts().all());
    }

    @Test
    void peopleAreInvitedAndComeAndGo() {
        Computer laptop = new Computer("laptop");
        Id vault = Id.random();
        try (SignedIn ann = laptop.signingIn.of(laptop.create())) {
            AccountCalls annCalls = new AccountCalls(ann);
            annCalls.create(vault, "Plans", Sealing.READABLE);
            assertEquals("Plans", annCalls.vaults().getFirst().getName());
            String secret = annCalls.invite(vault, Role.VIEWER).getSecret();
            Computer other = new Computer("other");
            String bobsEmail = TestRelay.email();
            Account bob = other.signingIn.create(RELAY, bobsEmail, TestRelay.PASSPHRASE, secret);
            try (SignedIn signedIn = other.signingIn.of(bob)) {
                AccountCalls bobCalls = new AccountCalls(signedIn);
                assertEquals(Role.VIEWER, bobCalls.vaults().getFirst().getRole());
                annCalls.setRole(vault, bob.id().toString(), Role.EDITOR);
                assertEquals(2, bobCalls.members(vault).getMembersCount());
                bobCalls.leave(vault);
                refuses(ErrorCode.NOT_FOUND, () -> bobCalls.members(vault));
                String link = annCalls.invite(vault, Role.EDITOR).getSecret();
                assertEquals(Role.EDITOR, bobCalls.accept(link).getRole());
                annCalls.remove(vault, bob.id().toString());
                String withdrawn = annCalls.invite(vault, Role.EDITOR).getInvitationId();
                annCalls.withdraw(vault, withdrawn);
                assertEquals(0, annCalls.members(vault).getInvitationsCount());
                bobCalls.changePassphrase("another seven grey herons wade");
            }
            refuses(
                    ErrorCode.WRONG_CREDENTIALS,
                    () -> other.signingIn.login(RELAY, bobsEmail, TestRelay.PASSPHRASE));
        }
    }
}
