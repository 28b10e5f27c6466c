package app.vaultnotes.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.proto.v1.BindDeviceRequest;
import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.DeviceKind;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.Session;
import app.vaultnotes.proto.v1.SignInRequest;
import app.vaultnotes.proto.v1.SignUpRequest;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.account.AccountExport;
import app.vaultnotes.relay.account.Argon2Cost;
import app.vaultnotes.relay.account.AuthService;
import app.vaultnotes.relay.account.Erasure;
import app.vaultnotes.relay.account.ErasureLedger;
import app.vaultnotes.relay.account.LastSeen;
import app.vaultnotes.relay.account.Operator;
import app.vaultnotes.relay.account.Passphrases;
import app.vaultnotes.relay.account.Retention;
import app.vaultnotes.relay.account.Revocation;
import app.vaultnotes.relay.account.Sessions;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.vault.AccessListener;
import app.vaultnotes.relay.vault.Invitations;
import app.vaultnotes.relay.vault.VaultLimits;
import app.vaultnotes.relay.vault.VaultPurge;
import app.vaultnotes.relay.vault.VaultService;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.function.Executable;

/** All of accounts and vaults over a database of its own, and short words for what tests do. */
public final class TestRelay implements AutoCloseable {

    /** Good for every account. */
    public static final String PASSPHRASE = "seven grey herons wade upstream";

    /** Hashing that takes no time. */
    public static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

    public final SetClock clock = new SetClock();
    public final SecureRandom random = new SecureRandom();
    public final DatabaseAddress address;
    public final Database database;
    public final Audit audit;
    public final LastSeen lastSeen;
    public final Sessions sessions;
    public final Invitations invitations;
    public final AuthService auth;
    public final AuthService openAuth;
    public final VaultService vaults;
    public final VaultPurge purge;
    public final Operator operator;
    public final ErasureLedger ledger;
    public final Erasure erasure;
    public final AccountExport export;
    public final Retention retention;
    public final List<Revocation> revocations = new CopyOnWriteArrayList<>();
    public final List<String> access = new CopyOnWriteArrayList<>();

    private static final class Shared {
        static final TestRelay RELAY = new TestRelay();
    }

    /** One for all tests that get along with accounts of other tests and a clock that they move. */
    public static TestRelay shared() {
        return Shared.RELAY;
    }

    public TestRelay() {
        this(TestPostgres.newRelayDatabase(), VaultLimits.USUAL, CHEAP);
    }

    public TestRelay(DatabaseAddress address, VaultLimits limits, Argon2Cost cost) {
        this.address = address;
        database = Database.open(address);
        keepTime();
        audit = new Audit(database, clock);
        lastSeen = new LastSeen(database);
        sessions = new Sessions(database, clock, random, audit, lastSeen, revocations::add);
        invitations = new Invitations(clock, random, "https://relay.example/", limits);
        Passphrases passphrases =
                new Passphrases(
                        cost,
                        new Passphrases.Bound(2, 100, java.time.Duration.ofSeconds(20)),
                        random);
        purge = new VaultPurge(database, audit);
        ledger = new ErasureLedger(temporary());
        erasure = new Erasure(database, purge, ledger, sessions, audit, heard());
        auth = auth(passphrases, false);
        openAuth = auth(passphrases, true);
        vaults = new VaultService(database, clock, limits, invitations, audit, heard());
        operator = new Operator(database, clock, invitations, sessions, audit);
        export = new AccountExport(database, audit);
        retention = new Retention(database, clock, purge, audit);
    }

    private AuthService auth(Passphrases passphrases, boolean isOpen) {
        return new AuthService(
                database,
                clock,
                random,
                passphrases,
                sessions,
                invitations,
                audit,
                heard(),
                erasure,
                isOpen);
    }

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("ledger");
            folder.toFile().deleteOnExit();
            return folder.resolve("erased.txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AccessListener heard() {
        return new AccessListener() {
            @Override
            public void granted(UUID vault, UUID account, Role role) {
                access.add(WireId.text(vault) + " " + WireId.text(account) + " " + role);
            }

            @Override
            public void ended(UUID vault, UUID account) {
                access.add(WireId.text(vault) + " " + WireId.text(account) + " none");
            }

            @Override
            public void closed(UUID vault) {
                access.add(WireId.text(vault) + " closed");
            }
        };
    }

    /** A random id as text. */
    public static String id() {
        return WireId.text(UUID.randomUUID());
    }

    /** An address nobody has. */
    public static String email() {
        return "ann." + id() + "@example.org";
    }

    /** A device that is not bound yet. */
    public record SigningDevice(String id, byte[] key) {

        public static SigningDevice random() {
            byte[] key = new byte[Signing.KEY_BYTES];
            new SecureRandom().nextBytes(key);
            return new SigningDevice(TestRelay.id(), key);
        }

        public UUID uuid() {
            return WireId.parse("device", id);
        }

        public BindDeviceRequest bind(String account) {
            byte[] publicKey = Signing.publicKey(key);
            byte[] signature =
                    new Signing.Message(Signing.Purpose.BIND)
                            .id(WireId.parse("account", account))
                            .id(uuid())
                            .bytes(publicKey)
                            .sign(key);
            return BindDeviceRequest.newBuilder()
                    .setDeviceId(id)
                    .setName("Ann's laptop")
                    .setKind(DeviceKind.LAPTOP)
                    .setPublicKey(ByteString.copyFrom(publicKey))
                    .setSignature(ByteString.copyFrom(signature))
                    .build();
        }
    }

    /** Somebody with an account, as their last session says. */
    public final class Person {
        public final String email;
        public Session session;

        Person(String email, Session session) {
            this.email = email;
            this.session = session;
        }

        public Caller caller() {
            return sessions.authenticate(session.getAccessToken());
        }

        public String account() {
            return session.getAccountId();
        }

        public UUID id() {
            return WireId.parse("account", session.getAccountId());
        }

        public SigningDevice bind() {
            SigningDevice device = SigningDevice.random();
            session = auth.bindDevice(caller(), device.bind(account()));
            return device;
        }

        public Vault vault() {
            return vault(TestRelay.id());
        }

        /** A vault of an id that it may have had before. */
        public Vault vault(String id) {
            return vaults.createVault(
                    caller(),
                    CreateVaultRequest.newBuilder()
                            .setVaultId(id)
                            .setName("Plans")
                            .setSealing(Sealing.READABLE)
                            .build());
        }
    }

    /** Somebody new. */
    public Person person() {
        return person(email());
    }

    /** Somebody new with this address. */
    public Person person(String email) {
        return new Person(
                email,
                openAuth.signUp(
                        SignUpRequest.newBuilder()
                                .setEmail(email)
                                .setPassphrase(PASSPHRASE)
                                .build()));
    }

    public Session signIn(String email, String passphrase) {
        return auth.signIn(
                SignInRequest.newBuilder().setEmail(email).setPassphrase(passphrase).build());
    }

    /** That a call is refused with a code. */
    public static RelayException refuses(ErrorCode code, Executable call) {
        RelayException refusal = assertThrows(RelayException.class, call);
        assertEquals(code, refusal.code(), refusal.getMessage());
        return refusal;
    }

    /** What one row says, asked as whoever runs the relay. */
    public long number(String sql, Object... values) {
        return database.transact(
                Scope.keeper(),
                rows -> rows.first(sql, row -> row.getLong(1), values).orElseThrow());
    }

    /** Which of those it is that had the id. */
    public UUID registration(UUID vault) {
        return database.transact(
                Scope.keeper(),
                rows ->
                        rows.first(
                                        "SELECT registration FROM vault WHERE vault_id = ?",
                                        row -> row.getObject(1, UUID.class),
                                        vault)
                                .orElseThrow());
    }

    /** Closes a vault for good. */
    public void mark(UUID vault) {
        UUID registration = registration(vault);
        boolean isMarked =
                database.transact(Scope.keeper(), rows -> purge.mark(rows, vault, registration));
        assertTrue(isMarked);
    }

    /** Has the database know how much time has passed, as a relay does every 20 seconds. */
    public void keepTime() {
        update("UPDATE relay SET steady_millis = ?", clock.steadyMillis());
    }

    /** Runs something as whoever runs the relay. */
    public int update(String sql, Object... values) {
        return database.transact(Scope.keeper(), rows -> rows.update(sql, values));
    }

    /** The names of all tables. */
    public List<String> tables() {
        return database.transact(
                Scope.keeper(),
                rows ->
                        rows.list(
                                "SELECT relname::text FROM pg_class WHERE relkind IN ('r',"
                                        + " 'p') AND NOT relispartition AND relnamespace ="
                                        + " 'public'::regnamespace AND relname <>"
                                        + " 'flyway_schema_history'",
                                row -> row.getString(1)));
    }

    /** Whether any row of any table has this text in it. */
    public List<String> tablesWith(String text) {
        return tables().stream()
                .filter(table ->
                        number(
                                        "SELECT count(*) FROM "
                                                + table
                                                + " t WHERE to_jsonb(t)::text ILIKE ?",
                                        "%" + text + "%")
                                > 0)
                .toList();
    }

    /** Runs calls at the same moment, each on a thread of its own: results or what they threw. */
    public static List<Object> atOnce(List<Callable<Object>> calls) {
        CountDownLatch start = new CountDownLatch(1);
        List<Object> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
            List<Future<Object>> futures =
                    calls.stream()
                            .map(call ->
                                    threads.submit(() -> {
                                        start.await();
                                        return call.call();
                                    }))
                            .toList();
            start.countDown();
            for (Future<Object> future : futures) {
                results.add(result(future));
            }
        }
        return results;
    }

    private static Object result(Future<Object> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The refusals among results. */
    public static List<ErrorCode> codes(List<Object> results) {
        return results.stream()
                .filter(RelayException.class::isInstance)
                .map(result -> ((RelayException) result).code())
                .toList();
    }

    @Override
    public void close() {
        database.close();
    }
}
