package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.Limits;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.wire.LogRecord;
import app.vaultnotes.wire.PackedPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that a document refuses, beside others of it. */
class RefusedRecordsTest {

    private static final int RECORDS = 128;

    @TempDir java.nio.file.Path folder;

    /** A device that nobody has heard of before. */
    private static final class Device {
        private final Id id;
        private RecordLog.Last last = RecordLog.Last.NONE;

        Device(long seed) {
            id = Id.random(new Random(seed));
        }

        LogRecord record(Vault vault, Id note, Change change) {
            RecordContent content =
                    new RecordContent(
                            DocumentKind.NOTE, List.of(change), 0, List.of(), List.of(), "");
            LogRecord record =
                    LogRecord.cut(
                            new LogRecord.Place(
                                    Uuids.of(vault.id()),
                                    Uuids.of(note),
                                    Uuids.of(id),
                                    last.deviceSeq() + 1,
                                    last.hash()),
                            LogRecord.Kind.CHANGES,
                            0,
                            PackedPayload.pack(content.toPayload()).get(0));
            last = new RecordLog.Last(record.deviceSeq(), record.hash());
            return record;
        }
    }

    /** Counts what is read. */
    private static final class CountingEngine implements CrdtEngine {
        private final CrdtEngine engine = new JavaEngine();
        private int loaded;

        @Override
        public CrdtDocument create(ActorId actor, Change skeleton) {
            return engine.create(actor, skeleton);
        }

        @Override
        public CrdtDocument load(ActorId actor, byte[] bytes) {
            loaded++;
            return engine.load(actor, bytes);
        }

        @Override
        public String name() {
            return engine.name();
        }
    }

    private static Change flags(JavaDocument author, String name, int count) {
        Path list = Path.of(name);
        return author.change(
                        writer -> {
                            writer.makeList(list);
                            for (int i = 0; i < count; i++) {
                                writer.insert(list, i, new Value.Bool(true));
                            }
                        })
                .orElseThrow();
    }

    /** What the first of two changes used up the second can pay for when there is more text. */
    @Test
    void whatADocumentCouldNotPayForIsTriedAgainWhenItHasGrown() {
        Vaults vaults = new Vaults(folder);
        JavaEngine few =
                new JavaEngine(new Limits(1 << 22, Limits.OPERATIONS, 1_000, Limits.WAITING_BYTES));
        SqliteStore.create(vaults.folder("here"), Id.random()).close();
        try (Vault here = vaults.open("here", few, "one")) {
            Id note = here.notes().write("N", "words\n").id();
            Device spender = new Device(1);
            LogRecord full =
                    spender.record(
                            here, note, flags(StoredRows.author(here, note, 9), "full", 900));
            LogRecord dear =
                    new Device(2)
                            .record(
                                    here,
                                    note,
                                    flags(StoredRows.author(here, note, 7), "dear", 900));
            JavaDocument typist = StoredRows.author(here, note, 5);
            assertEquals(List.of(), here.records().take(List.of(full)).problems());
            assertEquals(1, here.records().take(List.of(dear)).problems().size());
            LogRecord small = spender.record(here, note, StoredRows.typed(typist, "a"));
            assertEquals(List.of(), here.records().take(List.of(small)).problems());
            assertEquals(1, here.session().store.records().aside(), "tried before there was room");
            here.notes().write("N", "words\n" + "paid for ".repeat(3_000));
            LogRecord next = spender.record(here, note, StoredRows.typed(typist, "b"));
            Records.Taken taken = here.records().take(List.of(next));
            assertEquals(List.of(), taken.problems());
            assertEquals(2, taken.changes());
            assertEquals(0, here.session().store.records().aside());
            assertEquals(List.of(), here.check(Progress.NONE));
        }
    }

    @Test
    void oneThatIsDamagedCostsAFewTrials() {
        Vaults vaults = new Vaults(folder);
        CountingEngine engine = new CountingEngine();
        SqliteStore.create(vaults.folder("here"), Id.random()).close();
        try (Vault here = vaults.open("here", engine, "one")) {
            Id note = here.notes().write("N", "words\n").id();
            JavaDocument author = StoredRows.author(here, note, 7);
            Change damaged =
                    StoredRows.misnumbered(
                            StoredRows.typed(StoredRows.author(here, note, 8), "never "));
            Device device = new Device(3);
            List<LogRecord> records = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                records.add(
                        device.record(
                                here,
                                note,
                                i == RECORDS / 3
                                        ? damaged
                                        : StoredRows.typed(author, "w" + i + " ")));
            }
            int before = engine.loaded;
            Records.Taken taken = here.records().take(records);
            int trials = engine.loaded - before;
            assertEquals(1, taken.problems().size(), taken.problems()::toString);
            assertEquals(RECORDS - 1, taken.changes());
            assertTrue(here.notes().text(note).startsWith("w" + (RECORDS - 1) + " "));
            assertTrue(trials < RECORDS, trials + " readings");
        }
    }
}
