package app.vaultnotes.document;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.FirstChange;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands where in a note's document: {@code v, title, fileName?, folder, created, trashed?,
 * text, props, comments, source?}. A note's metadata lives in the note, so no document grows with
 * the vault.
 */
public final class NoteDocument {

    /** The Markdown text. */
    public static final Path TEXT = Path.of("text");

    private static final Path TITLE = Path.of("title");
    private static final Path FILE_NAME = Path.of("fileName");
    private static final Path FOLDER = Path.of("folder");
    private static final Path CREATED = Path.of("created");
    private static final Path TRASHED = Path.of("trashed");
    private static final Path SOURCE = Path.of("source");
    private static final Path BOOKMARKED = Path.of("props", "bookmarked");

    /** How many operations a note's skeleton has, and which of them makes the text. */
    private static final int SKELETON_OPERATIONS = 4;

    private static final int TEXT_OPERATION = 2;

    private NoteDocument() {}

    /**
     * A note without its text.
     *
     * @param title the file name without {@code .md}
     * @param fileName the file name where it is spelt otherwise than {@code title + ".md"}
     * @param folder the folder the note is in
     * @param createdMillis when it was made
     * @param trashed the trash mark, whether or not it still holds
     * @param bookmarked whether it is bookmarked
     * @param source the original bytes of a text that was no UTF-8
     */
    public record Meta(
            String title,
            Optional<String> fileName,
            Id folder,
            long createdMillis,
            Optional<Trashed> trashed,
            boolean bookmarked,
            Optional<TextSource> source) {

        /** A note as it begins. */
        public static Meta of(String title, Id folder, long createdMillis) {
            return new Meta(
                    title,
                    Optional.empty(),
                    folder,
                    createdMillis,
                    Optional.empty(),
                    false,
                    Optional.empty());
        }

        /**
         * The same note elsewhere or under another name. Of an unusual file name the extension
         * stays; the rest goes with the old title.
         */
        public Meta movedTo(Id newFolder, String newTitle) {
            Optional<String> kept =
                    newTitle.equals(title)
                            ? fileName
                            : fileName.flatMap(this::extension)
                                    .map(newTitle::concat)
                                    .filter(name -> Names.problem(name).isEmpty());
            return new Meta(newTitle, kept, newFolder, createdMillis, trashed, bookmarked, source);
        }

        /** The extension of a file name that is the title and another one than {@code .md}. */
        private Optional<String> extension(String name) {
            return Optional.of(name)
                    .filter(n -> n.startsWith(title + ".") && !n.equals(Names.fileName(title)))
                    .map(n -> n.substring(title.length()));
        }

        /** The same note with another trash mark. */
        public Meta withTrashed(Optional<Trashed> mark) {
            return new Meta(title, fileName, folder, createdMillis, mark, bookmarked, source);
        }

        /** The same note, bookmarked or not. */
        public Meta withBookmarked(boolean marked) {
            return new Meta(title, fileName, folder, createdMillis, trashed, marked, source);
        }

        /** The same note under an unusual file name. */
        public Meta withFileName(String name) {
            Optional<String> unusual =
                    name.equals(Names.fileName(title)) ? Optional.empty() : Optional.of(name);
            return new Meta(title, unusual, folder, createdMillis, trashed, bookmarked, source);
        }

        /** The same note with original bytes. */
        public Meta withSource(Optional<TextSource> original) {
            return new Meta(title, fileName, folder, createdMillis, trashed, bookmarked, original);
        }
    }

    /** Reads what a note says of itself; names from elsewhere are made harmless. */
    public static Meta read(CrdtReader note) {
        return new Meta(
                Names.safe(Fields.string(note, TITLE).orElse("")),
                Fields.string(note, FILE_NAME).map(Names::safe),
                Fields.folder(note, FOLDER),
                Fields.millis(note, CREATED),
                Fields.trashed(note, TRASHED),
                Fields.flag(note, BOOKMARKED),
                Fields.string(note, SOURCE).flatMap(TextSource::parse));
    }

    /** Writes the fields of {@code after} that differ from {@code before}. */
    public static void write(CrdtWriter note, Meta before, Meta after) {
        if (!after.title().equals(before.title())) {
            Fields.put(note, TITLE, after.title());
        }
        if (!after.fileName().equals(before.fileName())) {
            after.fileName()
                    .ifPresentOrElse(
                            name -> Fields.put(note, FILE_NAME, name),
                            () -> note.delete(FILE_NAME));
        }
        if (!after.folder().equals(before.folder())) {
            Fields.putFolder(note, FOLDER, after.folder());
        }
        if (after.createdMillis() != before.createdMillis()) {
            Fields.putMillis(note, CREATED, after.createdMillis());
        }
        if (!after.trashed().equals(before.trashed())) {
            Fields.putTrashed(note, TRASHED, after.trashed());
        }
        if (after.bookmarked() != before.bookmarked()) {
            note.put(BOOKMARKED, new Value.Bool(after.bookmarked()));
        }
        if (!after.source().equals(before.source())) {
            after.source()
                    .ifPresentOrElse(
                            s -> Fields.put(note, SOURCE, s.toText()), () -> note.delete(SOURCE));
        }
    }

    /** Writes a new note: its fields and its text. */
    public static void begin(CrdtWriter note, Meta meta, String text) {
        write(note, Meta.of("", Id.ROOT, 0), meta);
        if (!text.isEmpty()) {
            note.splice(TEXT, 0, 0, text);
        }
    }

    /**
     * The first change of a new note, the one {@link #begin} would make of an unmarked, living
     * note.
     *
     * @param actor who makes it
     */
    public static Change firstChange(ActorId actor, Meta meta, String text) {
        List<FirstChange.Put> puts = new ArrayList<>();
        puts.add(new FirstChange.Put(TITLE.lastKey(), new Value.Str(meta.title())));
        meta.fileName()
                .ifPresent(
                        n -> puts.add(new FirstChange.Put(FILE_NAME.lastKey(), new Value.Str(n))));
        if (!meta.folder().isRoot()) {
            puts.add(
                    new FirstChange.Put(FOLDER.lastKey(), new Value.Str(meta.folder().toString())));
        }
        if (meta.createdMillis() != 0) {
            puts.add(
                    new FirstChange.Put(
                            CREATED.lastKey(), new Value.Timestamp(meta.createdMillis())));
        }
        meta.source()
                .ifPresent(o ->
                        puts.add(new FirstChange.Put(SOURCE.lastKey(), new Value.Str(o.toText()))));
        Change skeleton = Skeleton.of(DocumentKind.NOTE);
        return FirstChange.of(skeleton, SKELETON_OPERATIONS, actor, puts, TEXT_OPERATION, text);
    }
}
