package app.vaultnotes.vault.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.ChangeLog;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A copy of the vault whose changes someone damaged with all hashes made to fit: what makes no
 * sense is left out and named, the rest arrives, the vault stays whole.
 */
class HostileMergeTest {

    private static final int HEADER_BYTES = 8;
    private static final String KEPT = "what stood here before\n";

    @TempDir Path folder;
    private Path mine;
    private Path theirs;

    static LongStream seeds() {
        // The last three once broke the engine with changes that pass every check of their own.
        return Boolean.getBoolean("vaultnotes.heavy")
                ? LongStream.range(0, 3_000)
                : LongStream.concat(LongStream.range(0, 25), LongStream.of(206, 1_167, 2_127));
    }

    @BeforeEach
    void twoCopies() throws IOException {
        mine = folder.resolve("mine");
        theirs = folder.resolve("theirs");
        SqliteStore.create(mine, Id.random()).close();
        try (Vault vault = open(mine)) {
            vault.notes().write("Mine", KEPT);
            vault.notes().write("F/Both", "both\n");
        }
        Files.createDirectories(theirs);
        Files.copy(SqliteStore.databaseFile(mine), SqliteStore.databaseFile(theirs));
        try (Vault vault = open(theirs)) {
            vault.notes().write("Mine", KEPT + "and more, from there\n");
            vault.notes().write("F/Both", "both, changed\n");
            vault.notes().write("G/Theirs", "a new note [[Mine]]\n");
            vault.folders().create("H");
        }
    }

    private Vault open(Path at) {
        return Vault.open(
                SqliteStore.open(at),
                new JavaEngine(),
                Clock.systemUTC(),
                new DeviceIdentity(folder.resolve("state"), "device"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damagedChangesAreLeftOutOrHarmless(long seed) throws SQLException {
        Random random = new Random(seed);
        Set<Id> spoiled = new HashSet<>();
        try (Database database =
                new Database(SqliteStore.databaseFile(theirs), Database.Access.WRITE)) {
            database.run(sql -> spoiled.addAll(spoil(sql, random)));
        }
        try (Vault vault = open(mine)) {
            try (SqliteStore other = SqliteStore.open(theirs)) {
                vault.merge(other, Progress.NONE);
                vault.merge(other, Progress.NONE);
                for (ChangeLog.DocumentEntry entry : other.changes().documents()) {
                    assertTrue(
                            spoiled.contains(entry.id())
                                    || vault.id().equals(entry.id())
                                    || vault.catalogue().note(entry.id()).isPresent(),
                            "seed " + seed + ": a sound note did not arrive");
                }
            }
            assertEquals(List.of(), vault.check(Progress.NONE), "seed " + seed);
            Id note = vault.paths().note("Mine").id();
            assertTrue(vault.notes().text(note).length() >= KEPT.length(), "seed " + seed);
            vault.notes().write("Mine", "writing goes on\n");
            vault.rebuild(Progress.NONE);
            assertEquals("writing goes on\n", vault.notes().text(note), "seed " + seed);
        }
    }

    /** Changes bytes inside one change and makes its checksum, hash and row hash fit. */
    private static Set<Id> spoil(Sql sql, Random random) throws SQLException {
        record Row(long num, byte[] document, long at, byte[] chunk) {}
        Set<Id> spoiled = new HashSet<>();
        List<Row> rows =
                sql.all(
                        "SELECT c.num, d.id, c.at, c.bytes FROM change c JOIN doc d ON d.num ="
                                + " c.doc ORDER BY c.num",
                        row ->
                                new Row(
                                        row.getLong(1),
                                        row.getBytes(2),
                                        row.getLong(3),
                                        Codec.unpack(row.getBytes(4))));
        for (Row row : rows) {
            if (random.nextInt(3) == 0) {
                spoiled.add(Id.fromByteArray(row.document()));
                byte[] chunk = spoiled(row.chunk(), random);
                byte[] hash = hash(chunk);
                byte[] packed = Codec.pack(chunk);
                sql.run(
                        "UPDATE OR IGNORE change SET hash = ?, bytes = ?, sha = ? WHERE num = ?",
                        hash,
                        packed,
                        RowHash.change(row.document(), hash, row.at(), packed),
                        row.num());
            }
        }
        // Other heads, so that a merge looks at every document.
        for (byte[] id : sql.all("SELECT id FROM doc", row -> row.getBytes(1))) {
            byte[] heads = new byte[32];
            random.nextBytes(heads);
            long kind =
                    sql.first("SELECT kind FROM doc WHERE id = ?", row -> row.getLong(1), id)
                            .orElseThrow();
            sql.run(
                    "UPDATE doc SET heads = ?, sha = ? WHERE id = ?",
                    heads,
                    RowHash.document(id, (int) kind, heads),
                    id);
        }
        return spoiled;
    }

    private static byte[] spoiled(byte[] chunk, Random random) {
        byte[] spoiled = chunk.clone();
        int start = HEADER_BYTES + 1;
        while (spoiled[start] < 0) {
            start++;
        }
        start++;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = start + random.nextInt(spoiled.length - start);
            spoiled[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : spoiled[at] + 1);
        }
        byte[] hash = hash(spoiled);
        System.arraycopy(hash, 0, spoiled, HEADER_BYTES - 4, 4);
        return spoiled;
    }

    /** The hash of a change: over its type, length and body. */
    private static byte[] hash(byte[] chunk) {
        MessageDigest digest = Codec.sha256();
        ByteArrayOutputStream hashed = new ByteArrayOutputStream();
        hashed.writeBytes(Arrays.copyOfRange(chunk, HEADER_BYTES, chunk.length));
        return digest.digest(hashed.toByteArray());
    }

    @Test
    void anotherVaultIsRefused() {
        Path stranger = folder.resolve("stranger");
        SqliteStore.create(stranger, Id.random()).close();
        try (Vault vault = open(mine);
                SqliteStore other = SqliteStore.open(stranger)) {
            VaultException refused =
                    assertThrows(VaultException.class, () -> vault.merge(other, Progress.NONE));
            assertEquals(VaultException.Code.REFUSED, refused.code());
        }
    }

    @Test
    void changesThatKilledTheProcessAreNotTakenAgain() {
        Id both;
        try (Vault vault = open(mine)) {
            both = vault.paths().note("F/Both").id();
        }
        try (SqliteStore other = SqliteStore.open(theirs)) {
            List<ChangeHash> last =
                    List.copyOf(other.changes().document(both).orElseThrow().heads().hashes());
            // What a process leaves that dies while an engine takes these changes in.
            try (SqliteStore died = SqliteStore.open(mine)) {
                died.changes().taking(java.util.Map.of(both, last));
            }
            try (Vault again = open(mine)) {
                again.merge(other, Progress.NONE);
                assertEquals("both\n", again.notes().text(both));
                assertEquals(
                        "a new note [[Mine]]\n",
                        again.notes().text(again.paths().note("G/Theirs").id()));
                assertEquals(List.of(), again.check(Progress.NONE));
            }
        }
    }
}
