package app.vaultnotes.relay.account;

import static app.vaultnotes.relay.TestRelay.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.relay.TestRelay;
import app.vaultnotes.relay.TestRelay.Person;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.vault.Invitations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What whoever runs the relay does with accounts, and what an account takes with it. */
class OperatorTest {

    private static final String WAITING =
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                    + " AND database = (SELECT oid FROM pg_database"
                    + " WHERE datname = current_database())";

    /** Has calls that end with a row of the audit log wait for each other just before it. */
    private static List<Object> atOneMoment(TestRelay relay, int count, Callable<Object> call) {
        return relay.database
                .transact(
                        Scope.keeper(),
                        rows -> {
                            relay.audit.write(rows, AuditEvent.EXPORTED, null);
                            CompletableFuture<List<Object>> results =
                                    CompletableFuture.supplyAsync(() ->
                                            TestRelay.atOnce(Collections.nCopies(count, call)));
                            while (relay.number(WAITING) < count) {
                                Thread.onSpinWait();
                            }
                            return results;
                        })
                .join();
    }

    @Test
    void theFirstAccountIsMadeByAPrintedLinkAndIsAnAdmin() {
        try (TestRelay relay = new TestRelay()) {
            List<Object> links = atOneMoment(relay, 4, relay.operator::firstAccountLink);
            List<Invitations.Made> made =
                    links.stream()
                            .flatMap(link -> ((Optional<?>) link).stream())
                            .map(Invitations.Made.class::cast)
                            .toList();
            assertEquals(4, made.size());
            assertEquals(1, relay.number("SELECT count(*) FROM invitation"));
            Invitations.Made second = relay.operator.firstAccountLink().orElseThrow();
            SignUpRequest request =
                    SignUpRequest.newBuilder()
                            .setEmail("ann@example.org")
                            .setPassphrase(TestRelay.PASSPHRASE)
                            .build();
            for (String secret : List.of("", made.getFirst().secret().text())) {
                refuses(
                        ErrorCode.FORBIDDEN,
                        () -> relay.auth.signUp(request.toBuilder().setInvitation(secret).build()));
            }
            String token =
                    relay.auth
                            .signUp(
                                    request.toBuilder()
                                            .setInvitation(second.secret().text())
                                            .build())
                            .getAccessToken();
            assertTrue(relay.sessions.authenticate(token).isAdmin());
            assertTrue(relay.operator.firstAccountLink().isEmpty());
        }
    }

    @Test
    void usersAreListedByAddressInPages() {
        try (TestRelay relay = new TestRelay()) {
            Person bob = relay.person("bob@example.org");
            Person ann = relay.person("Ann@example.org");
            ann.bind();
            relay.update(
                    "UPDATE vault SET stored_bytes = 70 WHERE vault_id = ?",
                    app.vaultnotes.wire.WireId.parse("vault", ann.vault().getVaultId()));
            relay.operator.setQuota(EmailAddress.parse("ann@example.org"), 100);
            relay.operator.suspend(EmailAddress.parse("bob@example.org"));
            User first =
                    new User(
                            ann.id(),
                            "Ann@example.org",
                            false,
                            relay.clock.millis(),
                            null,
                            100,
                            70,
                            1,
                            1,
                            relay.clock.millis());
            assertEquals(List.of(first), relay.operator.users("", 1));
            User second = relay.operator.users("ann@example.org", 5).getFirst();
            assertEquals(bob.id(), second.account());
            assertEquals(relay.clock.millis(), second.suspendedMillis());
            assertEquals(0, second.lastSeenMillis());
            assertEquals(
                    2, relay.operator.users("", 0).size() + relay.operator.users("b", 9).size());
        }
    }

    /** Otherwise whoever is locked out comes back as somebody else. */
    @Test
    void linksOfASuspendedAccountDoNotWork() {
        TestRelay relay = TestRelay.shared();
        Person ann = relay.person();
        String intoVault =
                relay.vaults
                        .invite(
                                ann.caller(),
                                InviteRequest.newBuilder()
                                        .setVaultId(ann.vault().getVaultId())
                                        .setRole(Role.OWNER)
                                        .build())
                        .getSecret();
        String toAccount = relay.operator.as(ann.id()).invite(null, true).secret().text();
        relay.operator.suspend(ann.id());
        for (String secret : List.of(intoVault, toAccount)) {
            refuses(ErrorCode.FORBIDDEN, () -> signUp(relay, secret));
        }
        relay.operator.resume(ann.id());
        for (String secret : List.of(intoVault, toAccount)) {
            assertFalse(signUp(relay, secret).getAccessToken().isEmpty());
        }
    }

    private static Session signUp(TestRelay relay, String secret) {
        return relay.auth.signUp(
                SignUpRequest.newBuilder()
                        .setEmail(TestRelay.email())
                        .setPassphrase(TestRelay.PASSPHRASE)
                        .setInvitation(secret)
                        .build());
    }

    @Test
    void whoeverHasNoAccountIsNotFound() {
        Operator operator = TestRelay.shared().operator;
        EmailAddress nobody = EmailAddress.parse(TestRelay.email());
        refuses(ErrorCode.NOT_FOUND, () -> operator.account(nobody));
        refuses(ErrorCode.NOT_FOUND, () -> operator.reset(nobody));
        refuses(ErrorCode.NOT_FOUND, () -> operator.suspend(nobody));
        refuses(ErrorCode.NOT_FOUND, () -> operator.resume(nobody));
        refuses(ErrorCode.NOT_FOUND, () -> operator.setQuota(nobody, 1));
        refuses(ErrorCode.NOT_FOUND, () -> operator.setVaultQuota(UUID.randomUUID(), 1));
        refuses(ErrorCode.INVALID, () -> operator.setQuota(nobody, -1));
    }

    @Test
    void noLinkOrAddressIsShownByWhatHoldsIt() {
        Invitations.Made made = TestRelay.shared().operator.invite(null, false);
        assertFalse(made.toString().contains(made.secret().text()), "the secret is shown");
        assertFalse(made.secret().toString().contains(made.secret().text()), "shown");
        assertFalse(EmailAddress.parse("ann@example.org").toString().contains("ann@"), "shown");
    }

    private static Map<String, String> unzip(byte[] zip) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static String file(Map<String, String> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    @Test
    void anAccountTakesAllThatIsKnownOfItAndNothingOfOthers() throws IOException {
        TestRelay relay = TestRelay.shared();
        Person ann = relay.person();
        TestRelay.SigningDevice device = ann.bind();
        String vault = ann.vault().getVaultId();
        Person bob = relay.person();
        bob.bind();
        bob.vault();
        for (int i = 0; i < 2; i++) {
            relay.update(
                    "INSERT INTO audit (at_millis, account_id, event, detail)"
                            + " SELECT n, ?, 'left', 'a\"b\\c' || chr(10) FROM"
                            + " generate_series(1, 600) n",
                    ann.id());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        relay.export.write(ann.id(), out);
        Map<String, String> files = unzip(out.toByteArray());
        assertEquals(
                List.of("account.json", "audit.json", "devices.json", "memberships.json"),
                List.copyOf(files.keySet()));
        assertEquals(
                "[\n{\"account_id\":\"%s\",\"email\":\"%s\",\"admin\":false,"
                                .formatted(ann.account(), ann.email)
                        + "\"created_millis\":%d,\"suspended_millis\":null,\"quota_bytes\":0}\n]\n"
                                .formatted(relay.clock.millis()),
                files.get("account.json"));
        assertTrue(file(files, "devices.json").contains(device.id()), "no device");
        assertTrue(file(files, "devices.json").contains("\"kind\":\"laptop\""), "no kind");
        assertTrue(file(files, "memberships.json").contains(vault), "no vault");
        assertTrue(file(files, "memberships.json").contains("\"role\":\"owner\""), "no role");
        String audit = file(files, "audit.json");
        assertEquals(1_200, audit.split("\"left\"", -1).length - 1);
        assertTrue(audit.contains("a\\\"b\\\\c\\u000a"), "not quoted");
        for (String text : files.values()) {
            for (String others : List.of(bob.account(), bob.email, bob.session.getDeviceId())) {
                assertFalse(text.contains(others), "of another account");
            }
        }
        out.reset();
        relay.export.write(relay.person().id(), out);
        assertEquals("[]\n", unzip(out.toByteArray()).get("devices.json"));
    }
}
