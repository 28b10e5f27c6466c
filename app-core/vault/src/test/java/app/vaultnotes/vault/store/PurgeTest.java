package app.vaultnotes.vault.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.vault.BackupShelf;
import app.vaultnotes.vault.BlobHash;
import app.vaultnotes.vault.Commit;
import app.vaultnotes.vault.LocalFacts;
import app.vaultnotes.vault.Placement;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.SeenChanges;
import app.vaultnotes.vault.UndoAction;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Purging leaves no byte: every file of the vault is searched for words that were purged. */
class PurgeTest {

    /**
     * Words that stand nowhere else, by where they were put. They begin differently: the search
     * index stores of a word only what differs from the one before.
     */
    private static final List<String> CANARIES =
            List.of(
                    "Bjxqtextwvq",
                    "Cjxqtitlewvq",
                    "Djxqtagwvq",
                    "Fjxqaliaswvq",
                    "Gjxqpropwvq",
                    "Hjxqlinkwvq",
                    "Jjxqtaskwvq",
                    "Kjxqundowvq",
                    "Ljxqplacewvq",
                    "Mjxqversionwvq",
                    "Njxqsourcewvq");

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    @TempDir Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 40 : 3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leavesNoByteInDatabaseJournalAndBackups(long seed) throws IOException {
        Path vault = folder.resolve("v" + seed);
        Backups backups = new Backups(vault);
        List<Id> gone = new ArrayList<>();
        Set<Id> kept = new HashSet<>();
        try (SqliteStore store = SqliteStore.create(vault, Id.random())) {
            fill(store, new Random(seed), gone, kept);
            backups.make(store.care(), NOW, Progress.NONE);
            backups.make(store.care(), NOW.plus(Duration.ofDays(1)), Progress.NONE);
            List<String> pieces = packed(vault, gone);
            assertFalse(
                    found(vault, CANARIES).isEmpty(), "seed " + seed + ": the scan finds words");
            assertFalse(found(vault, pieces).isEmpty(), "seed " + seed + ": the scan finds bytes");

            store.care().purge(unseen(gone), 5);

            assertEquals(List.of(), found(vault, pieces), "seed " + seed);
            assertEquals(List.of(), found(vault), "seed " + seed);
            assertEquals(List.of(), store.care().check(Progress.NONE), "seed " + seed);
            assertEquals(unseen(gone), store.changes().purged());
            assertEquals(kept.size(), store.catalogue().counts().notes(), "seed " + seed);
            assertEquals(kept.size(), store.changes().documents().size(), "seed " + seed);
        }
        assertEquals(List.of(), found(vault), "seed " + seed + ", closed");
        for (BackupShelf.Backup backup : backups.all()) {
            backups.restore(backup.name(), NOW);
            try (SqliteStore store = SqliteStore.open(vault)) {
                assertEquals(kept.size(), store.catalogue().counts().notes(), "seed " + seed);
                assertEquals(unseen(gone), store.changes().purged(), "what is gone stays gone");
            }
            assertEquals(List.of(), found(vault), "seed " + seed + ", restored");
        }
    }

    /** Notes to be purged between notes to be kept, rewritten, moved and trashed many times. */
    private static void fill(SqliteStore store, Random random, List<Id> gone, Set<Id> kept) {
        Samples samples = new Samples(random);
        Vocabulary words = new Vocabulary(random, 500);
        List<Commit> last = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Id id = samples.id();
            last.add(
                    samples.newNote(
                            id, "note " + i, Id.ROOT, words.text(random, random.nextInt(6_000))));
            (i % 4 == 0 ? gone : kept).add(id);
        }
        store.changes().commit(last);
        for (int round = 0; round < 150; round++) {
            int i = random.nextInt(last.size());
            Commit edit =
                    edit(
                            samples,
                            last.get(i),
                            i % 4 == 0,
                            words.text(random, random.nextInt(9_000)),
                            random);
            store.changes().commit(List.of(edit));
            last.set(i, edit);
        }
        for (Id id : gone) {
            store.history()
                    .name(id, store.history().newest(id).orElseThrow().id(), "Mjxqversionwvq");
            store.facts()
                    .imported(
                            Map.of(
                                    "Njxqsourcewvq " + id,
                                    new LocalFacts.Imported(BlobHash.ofBytes(new byte[32]), id)));
            store.facts().opened(id, 1);
        }
    }

    private static Commit edit(
            Samples samples, Commit before, boolean canary, String words, Random random) {
        String text =
                canary ? words + " Bjxqtextwvq " + words.substring(words.length() / 2) : words;
        String title = canary ? "Cjxqtitlewvq " + random.nextInt() : "other";
        Change change = samples.change(List.copyOf(before.heads().hashes()), text);
        Projection.NoteState state = Samples.state(before.document(), title, Id.ROOT);
        Projection.NoteContent content =
                canary
                        ? new Projection.NoteContent(
                                List.of("Fjxqaliaswvq"),
                                text,
                                List.of(
                                        new Projection.Link(
                                                "a/Hjxqlinkwvq",
                                                Names.key("Hjxqlinkwvq"),
                                                false,
                                                false,
                                                3)),
                                List.of("Djxqtagwvq"),
                                List.of(new Projection.Task(false, "do Jjxqtaskwvq", 7)),
                                List.of(new Projection.Property("Gjxqpropwvq", "Gjxqpropwvq")),
                                3,
                                true)
                        : Samples.content(text);
        Projection projection =
                switch (random.nextInt(4)) {
                    case 0 -> new Projection.Stale(9);
                    case 1 ->
                            canary
                                    ? new Projection.NoteMoved(Samples.trashed(state))
                                    : new Projection.NoteMoved(state);
                    default -> new Projection.Note(state, text, content);
                };
        byte[] step = (canary ? "Kjxqundowvq" : "undo").getBytes(StandardCharsets.UTF_8);
        return new Commit(
                before.document(),
                DocumentKind.NOTE,
                List.of(change),
                Heads.of(List.of(change.hash())),
                before.atMillis() + 1,
                Optional.of(new Commit.VersionStep(Samples.DEVICE, 1, 0, random.nextBoolean())),
                Optional.of(
                        new Placement(
                                before.atMillis(),
                                canary ? "Ljxqplacewvq" : "place",
                                Id.ROOT,
                                false)),
                List.of(new UndoAction.Push(UndoAction.Stack.UNDO, step)),
                projection);
    }

    /** Pieces of what is stored deflated, where no word can be read, and the names of changes. */
    private static List<String> packed(Path vault, List<Id> documents) {
        List<String> pieces = new ArrayList<>();
        try (Database database =
                new Database(SqliteStore.databaseFile(vault), Database.Access.READ)) {
            for (Id document : documents) {
                for (String column :
                        List.of("bytes FROM change", "hash FROM change", "text FROM note_text")) {
                    String query =
                            "SELECT " + column + " WHERE doc = (SELECT num FROM doc WHERE id = ?)";
                    for (byte[] bytes :
                            database.read(
                                    sql -> sql.all(query, row -> row.getBytes(1), document))) {
                        pieces.add(
                                new String(
                                        bytes,
                                        Math.max(0, bytes.length / 2 - 8),
                                        Math.min(16, bytes.length),
                                        StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
        return pieces;
    }

    private static List<String> found(Path vault) throws IOException {
        return found(vault, CANARIES);
    }

    /** Which words stand in which files, but for their first letters. */
    private static List<String> found(Path vault, List<String> words) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(vault)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String word : words) {
                    if (bytes.contains(word.substring(2))) {
                        found.add(word + " in " + vault.relativize(file));
                    }
                }
            }
        }
        return found;
    }

    @Test
    void goesOnAfterACrash() throws IOException {
        Path vault = folder.resolve("crashed");
        Random random = new Random(7);
        List<Id> gone = new ArrayList<>();
        try (SqliteStore store = SqliteStore.create(vault, Id.random())) {
            fill(store, random, gone, new HashSet<>());
            new Backups(vault).make(store.care(), NOW, Progress.NONE);
        }
        // The rows went, and then the process was killed.
        try (Database database =
                new Database(SqliteStore.databaseFile(vault), Database.Access.WRITE)) {
            new Purge(database, vault).forgetRows(unseen(gone), 5);
        }
        assertFalse(found(vault).isEmpty());
        SqliteStore.open(vault).close();
        assertEquals(List.of(), found(vault));
    }

    private static Map<Id, SeenChanges> unseen(List<Id> documents) {
        Map<Id, SeenChanges> all = new HashMap<>();
        documents.forEach(id -> all.put(id, SeenChanges.NONE));
        return all;
    }

    @Test
    void saysWhichBackupIsTooDamagedToBePurged() throws IOException {
        Path vault = folder.resolve("damaged");
        List<Id> gone = new ArrayList<>();
        try (SqliteStore store = SqliteStore.create(vault, Id.random())) {
            fill(store, new Random(8), gone, new HashSet<>());
            Backups backups = new Backups(vault);
            String name = backups.make(store.care(), NOW, Progress.NONE).name();
            Path file = vault.resolve("backups").resolve(name + ".db");
            Files.write(file, new byte[5_000]);
            VaultException refused =
                    org.junit.jupiter.api.Assertions.assertThrows(
                            VaultException.class, () -> store.care().purge(unseen(gone), 5));
            assertTrue(String.valueOf(refused.getMessage()).contains(name), refused.getMessage());
            assertTrue(
                    store.care().check(Progress.NONE).stream()
                            .anyMatch(damage -> damage.code().equals("purge-unfinished")));
            Files.delete(file);
        }
        try (SqliteStore store = SqliteStore.open(vault)) {
            assertEquals(List.of(), store.care().check(Progress.NONE));
        }
        assertEquals(List.of(), found(vault));
    }
}
