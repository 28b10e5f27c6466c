package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.TextRebase;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.Names;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Making and writing notes. */
public final class Notes {

    /** Longest text of a note, in UTF-16 units. */
    public static final int MAX_CHARS = 4_000_000;

    /** Longest text of a note, in bytes of UTF-8: a UTF-16 unit has at most three. */
    public static final int MAX_BYTES = 3 * MAX_CHARS;

    private final Session session;
    private final Paths paths;
    private final Folders folders;

    Notes(Session session, Paths paths, Folders folders) {
        this.session = session;
        this.paths = paths;
        this.folders = folders;
    }

    /** Makes a note and the folders above it; a note that is there is an {@code EXISTS}. */
    public Edited create(String path, String text) {
        return session.locked(() -> {
            if (paths.findNote(path).isPresent()) {
                throw exists(path);
            }
            return make(path, text);
        });
    }

    /**
     * Gives a note a text, by the smallest edits that lead there, so that what others write at the
     * same time stays; makes the note and its folders when they are missing.
     */
    public Edited write(String path, String text) {
        requireNote(path);
        return session.locked(() ->
                paths.findNote(path)
                        .map(note -> rewrite(note.id(), text))
                        .orElseGet(() -> {
                            requireNotTrashed(path);
                            return make(path, text);
                        }));
    }

    private void requireNotTrashed(String id) {
        paths.trashed(id)
                .ifPresent(note -> {
                    throw new VaultException(
                            VaultException.Code.NOT_FOUND,
                            "“" + note.row().state().title() + "” is in the trash.",
                            "“vaultnotes restore " + id + "” brings it back.");
                });
    }

    /** Refuses the path of a folder, also where a note has the same name. */
    private static void requireNote(String path) {
        if (Paths.segments(path).isEmpty() || path.endsWith("/")) {
            throw Paths.invalid("“" + path + "” names no note.");
        }
    }

    private Edited make(String path, String text) {
        requireNote(path);
        List<String> segments = Paths.segments(path);
        String title = checkedTitle(LinkWorld.withoutExtension(Paths.last(segments)));
        checkLength(text);
        Id folder = folders.ensure(segments.subList(0, segments.size() - 1));
        Batch batch = new Batch(session);
        NoteDocument.Meta meta = NoteDocument.Meta.of(title, folder, batch.atMillis());
        Id id = batch.newNote(meta, text);
        batch.commit();
        return edited(id);
    }

    /** Replaces a note's text as one command. */
    Edited rewrite(Id id, String text) {
        checkLength(text);
        return edit(id, TextDiff.edits(NoteDocument.TEXT, session.note(id).text(), text));
    }

    /**
     * Edits a note's text as one command.
     *
     * @param edits from the start of the text to its end, each in the text as the previous left it
     */
    Edited edit(Id id, List<TextEdit> edits) {
        LiveNote note = session.note(id);
        checkLength(EditedText.of(note.text(), edits).after());
        Batch batch = new Batch(session);
        if (batch.note(note, note.meta(), edits, Batch.Step.COMMAND)) {
            batch.commit();
        }
        return edited(id);
    }

    /**
     * Takes in what a person typed in an open note. Bursts of typing become one undo step and,
     * until a pause, one version. Lists and search of a long note follow before they are next
     * asked.
     *
     * @param edits from the start of the text to its end, each in the text as the previous left it
     */
    public void type(Id id, List<TextEdit> edits) {
        session.locked(() -> {
            LiveNote note = session.note(id);
            Batch batch = Batch.unasked(session);
            boolean changed = batch.note(note, note.meta(), edits, Batch.Step.TYPING);
            if (changed) {
                batch.commit();
            }
            return changed;
        });
    }

    /**
     * Takes in what a person typed since they saw a text; what others wrote since then stays.
     *
     * @param seen the text they began with
     * @param after that text with what they typed
     * @return the note's text with both
     */
    public NoteText type(Id id, String seen, String after) {
        return session.locked(() -> {
            LiveNote note = session.note(id);
            List<TextEdit> edits = TextDiff.edits(NoteDocument.TEXT, seen, after);
            if (!note.text().equals(seen)) {
                edits =
                        TextRebase.over(
                                edits, TextDiff.edits(NoteDocument.TEXT, seen, note.text()));
            }
            checkLength(after);
            if (!edits.isEmpty()) {
                type(id, edits);
            }
            return of(session.note(id));
        });
    }

    /** A copy of a note beside it, called {@code Title (copy)}. */
    public Edited duplicate(String path) {
        return session.locked(() -> {
            Item.Note note = paths.note(path);
            Projection.NoteState state = note.row().state();
            Batch batch = new Batch(session);
            String title = freeTitle(state.shelf(), state.title() + " (copy)");
            Id id =
                    batch.newNote(
                            NoteDocument.Meta.of(title, state.shelf(), batch.atMillis()),
                            text(note.id()));
            batch.commit();
            return edited(id);
        });
    }

    private String freeTitle(Id shelf, String wanted) {
        String title = wanted;
        for (int n = 2; paths.noteIn(shelf, title).isPresent(); n++) {
            title = wanted + " " + n;
        }
        return checkedTitle(title);
    }

    /** Bookmarks a note, or takes the bookmark away. */
    public Edited bookmark(String path, boolean marked) {
        return session.locked(() -> {
            LiveNote note = session.note(paths.note(path).id());
            Batch batch = new Batch(session);
            if (batch.note(
                    note, note.meta().withBookmarked(marked), List.of(), Batch.Step.EFFECT)) {
                batch.commit();
            }
            return edited(note.id());
        });
    }

    /** The exact text of a note. */
    public String text(Id id) {
        // The document has what lists and search lack; bringing those up takes long.
        return session.locked(() ->
                session.store.changes().isStale(id)
                        ? session.inPassing(id, LiveNote::text)
                        : session.store
                                .catalogue()
                                .text(id)
                                .orElseThrow(() -> Session.notFound("note " + id)));
    }

    /** The exact text of a note, and the moment of its history at which it has that. */
    public NoteText read(Id id) {
        return session.locked(() -> new NoteText(text(id), heads(id)));
    }

    private static NoteText of(LiveNote live) {
        return new NoteText(live.text(), live.document().heads());
    }

    /** The moment of its history at which a note is. */
    public Heads heads(Id id) {
        return session.store
                .changes()
                .document(id)
                .map(ChangeLog.DocumentEntry::heads)
                .orElseThrow(() -> Session.notFound("note " + id));
    }

    /** A place in a note's text that survives edits; beyond the text, its end. */
    public Cursor cursor(Id id, int offset) {
        return session.locked(() -> session.inPassing(id, live -> cursor(live, offset)));
    }

    private static Cursor cursor(LiveNote live, int offset) {
        int within = Math.max(0, Math.min(offset, live.text().length()));
        return live.document().now().cursor(NoteDocument.TEXT, within);
    }

    /** Where a cursor stands in a note's text; empty when that never had the cursor's character. */
    public OptionalInt offset(Id id, Cursor cursor) {
        return session.locked(() -> session.inPassing(id, live -> offset(live, cursor)));
    }

    private static OptionalInt offset(LiveNote live, Cursor cursor) {
        try {
            return OptionalInt.of(live.document().now().offset(NoteDocument.TEXT, cursor));
        } catch (CrdtException e) {
            return OptionalInt.empty();
        }
    }

    /** The bytes of a note's file: those it was imported with until someone edits it. */
    public byte[] bytes(Id id) {
        String text = text(id);
        return session.store
                .catalogue()
                .note(id)
                .flatMap(note -> note.state().sourceBlob())
                .map(blob -> bytes(text, source(id)))
                .orElseGet(() -> text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<TextSource> source(Id id) {
        return session.locked(() -> session.inPassing(id, live -> live.meta().source()));
    }

    /** The bytes of a text: those it came from, where it is the text that was read from them. */
    byte[] bytes(String text, Optional<TextSource> from) {
        return from.filter(source -> source.textSha256().equals(LiveNote.sha256(text)))
                .flatMap(
                        source -> kept(new BlobHash(source.blob())).or(() -> encoded(text, source)))
                .orElseGet(() -> text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<byte[]> kept(BlobHash source) {
        if (!session.store.blobs().has(source)) {
            return Optional.empty();
        }
        try (InputStream in = session.store.blobs().open(source)) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new VaultException(
                    VaultException.Code.IO,
                    "The original bytes of a note cannot be read: " + e.getMessage(),
                    "",
                    e);
        }
    }

    /** The bytes made again; empty when they are not exactly those that were read. */
    private static Optional<byte[]> encoded(String text, TextSource source) {
        if (!Charset.isSupported(source.encoding())) {
            return Optional.empty();
        }
        boolean wide = source.encoding().startsWith("UTF-16");
        byte[] bytes = ((wide ? "\ufeff" : "") + text).getBytes(Charset.forName(source.encoding()));
        return Optional.of(bytes).filter(made -> BlobHash.of(made).hex().equals(source.blob()));
    }

    Edited edited(Id id) {
        String path = session.store.catalogue().note(id).map(paths::of).orElse("");
        return new Edited(id, path, Edited.newest(session, id));
    }

    static String checkedTitle(String title) {
        Paths.checked(title);
        Paths.checked(Names.fileName(title));
        return title;
    }

    static void checkLength(String text) {
        if (text.length() > MAX_CHARS) {
            throw tooLong();
        }
    }

    /** Says that a text has more than {@link #MAX_CHARS} characters. */
    public static VaultException tooLong() {
        return new VaultException(
                VaultException.Code.TOO_LARGE,
                "The text has more than " + MAX_CHARS + " characters, the most a note can have.",
                "Attach it as a file instead.");
    }

    static VaultException exists(String path) {
        return new VaultException(
                VaultException.Code.EXISTS,
                "There is already “" + path + "”.",
                "Choose another name.");
    }
}
