package app.vaultnotes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.vault.DeviceIdentity;
import app.vaultnotes.vault.Progress;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.store.SqliteStore;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every keystroke of a real paper, typed into a vault. */
class TraceTest {

    /** Keystrokes that are saved together; the editor saves about every second. */
    private static final int AT_ONCE = 10;

    /** The first part of the paper, or all 259,778 keystrokes. */
    private static final int KEYSTROKES =
            Boolean.getBoolean("vaultnotes.heavy") ? Integer.MAX_VALUE : 20_000;

    @TempDir Path folder;

    @Test
    void aRecordedPaperComesOutAsItsAuthorsLeftIt() throws IOException {
        Path file =
                Path.of(
                        System.getProperty("vaultnotes.data", "none"),
                        "traces",
                        "automerge-paper.json.gz");
        assumeTrue(Files.isRegularFile(file), "skipped: there are no recorded traces here");
        Path vault = folder.resolve("v");
        SqliteStore.create(vault, Id.random()).close();
        Recording recording = Recording.read(file).first(KEYSTROKES);
        Id note;
        try (Vault open = open(vault)) {
            note = open.notes().write("Paper", recording.start).id();
            for (int at = 0; at < recording.edits.size(); ) {
                int end = recording.burst(at);
                open.notes().type(note, recording.edits.subList(at, end));
                at = end;
            }
            open.compact();
            assertEquals(recording.end, open.notes().text(note));
        }
        try (Vault open = open(vault)) {
            assertEquals(recording.end, open.notes().text(note));
            assertEquals(List.of(), open.check(Progress.NONE));
            open.rebuild(Progress.NONE);
            assertEquals(recording.end, open.notes().text(note));
            assertEquals(
                    recording.start,
                    open.timeline().text("Paper", last(open.timeline().versions("Paper")).id()));
        }
    }

    private static <T> T last(List<T> all) {
        return all.get(all.size() - 1);
    }

    private Vault open(Path vault) {
        return Vault.open(
                SqliteStore.open(vault),
                new JavaEngine(),
                Clock.systemUTC(),
                new DeviceIdentity(folder.resolve("state"), "device"));
    }

    /** A file of the editing-traces format. */
    private static final class Recording {
        private String start = "";
        private String end = "";
        private final List<TextEdit> edits = new ArrayList<>();

        static Recording read(Path file) throws IOException {
            Recording recording = new Recording();
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                    JsonParser json = new JsonFactory().createParser(in)) {
                for (JsonToken t = json.nextToken(); t != null; t = json.nextToken()) {
                    if (t == JsonToken.VALUE_STRING) {
                        recording.text(json.currentName(), json.getText());
                    } else if (t == JsonToken.START_ARRAY && "patches".equals(json.currentName())) {
                        recording.patches(json);
                    }
                }
            }
            return recording;
        }

        /** The first keystrokes, with the text they make. */
        Recording first(int keystrokes) {
            if (keystrokes < edits.size()) {
                edits.subList(keystrokes, edits.size()).clear();
                StringBuilder text = new StringBuilder(start);
                edits.forEach(e -> text.replace(e.start(), e.start() + e.deleted(), e.inserted()));
                end = text.toString();
            }
            return this;
        }

        /** The end of the edits from here that go on from the start of the text to its end. */
        int burst(int from) {
            int end = from;
            int typedUpTo = 0;
            while (end < edits.size()
                    && end - from < AT_ONCE
                    && edits.get(end).start() >= typedUpTo) {
                typedUpTo = edits.get(end).start() + edits.get(end).inserted().length();
                end++;
            }
            return end;
        }

        private void text(String name, String value) {
            if ("startContent".equals(name)) {
                start = value;
            } else if ("endContent".equals(name)) {
                end = value;
            }
        }

        private void patches(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.START_ARRAY) {
                int at = json.nextIntValue(0);
                int deleted = json.nextIntValue(0);
                edits.add(new TextEdit(NoteDocument.TEXT, at, deleted, json.nextTextValue()));
                json.nextToken();
            }
        }
    }
}
