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
 * What stands where in the document of an attachment or other file: {@code v, name, folder, blob,
 * mime, size, modified, trashed?}. The bytes are kept outside, under their SHA-256.
 */
public final class FileDocument {

    private static final Path NAME = Path.of("name");
    private static final Path FOLDER = Path.of("folder");
    private static final Path BLOB = Path.of("blob");
    private static final Path MIME = Path.of("mime");
    private static final Path SIZE = Path.of("size");
    private static final Path MODIFIED = Path.of("modified");
    private static final Path TRASHED = Path.of("trashed");

    private static final Meta NOTHING = new Meta("", Id.ROOT, "", "", 0, 0, Optional.empty());

    /** How many operations a file's skeleton has. */
    private static final int SKELETON_OPERATIONS = 1;

    private FileDocument() {}

    /**
     * A file without its bytes.
     *
     * @param name its name with extension
     * @param folder the folder it is in
     * @param blob hexadecimal SHA-256 of its bytes
     * @param mime its media type
     * @param size how many bytes
     * @param modifiedMillis when its bytes last changed
     * @param trashed the trash mark
     */
    public record Meta(
            String name,
            Id folder,
            String blob,
            String mime,
            long size,
            long modifiedMillis,
            Optional<Trashed> trashed) {

        /** The same file elsewhere or under another name. */
        public Meta movedTo(Id newFolder, String newName) {
            return new Meta(newName, newFolder, blob, mime, size, modifiedMillis, trashed);
        }

        /** The same file with other bytes. */
        public Meta withBytes(String newBlob, long newSize, long atMillis) {
            return new Meta(name, folder, newBlob, mime, newSize, atMillis, trashed);
        }

        /** The same file with another trash mark. */
        public Meta withTrashed(Optional<Trashed> mark) {
            return new Meta(name, folder, blob, mime, size, modifiedMillis, mark);
        }
    }

    /** Reads what a file says of itself; empty when it names no bytes. */
    public static Optional<Meta> read(CrdtReader file) {
        Optional<String> blob =
                Fields.string(file, BLOB).filter(hex -> hex.matches("[0-9a-f]{64}"));
        return blob.map(hex ->
                new Meta(
                        Names.safe(Fields.string(file, NAME).orElse("")),
                        Fields.folder(file, FOLDER),
                        hex,
                        Fields.string(file, MIME).orElse("application/octet-stream"),
                        Math.max(0, Fields.number(file, SIZE)),
                        Fields.millis(file, MODIFIED),
                        Fields.trashed(file, TRASHED)));
    }

    /** Writes a new file. */
    public static void begin(CrdtWriter file, Meta meta) {
        write(file, NOTHING, meta);
    }

    /** Writes the fields of {@code after} that differ from {@code before}. */
    public static void write(CrdtWriter file, Meta before, Meta after) {
        if (!after.name().equals(before.name())) {
            Fields.put(file, NAME, after.name());
        }
        if (!after.folder().equals(before.folder())) {
            Fields.putFolder(file, FOLDER, after.folder());
        }
        if (!after.blob().equals(before.blob())) {
            Fields.put(file, BLOB, after.blob());
        }
        if (!after.mime().equals(before.mime())) {
            Fields.put(file, MIME, after.mime());
        }
        if (after.size() != before.size()) {
            file.put(SIZE, new Value.Int(after.size()));
        }
        if (after.modifiedMillis() != before.modifiedMillis()) {
            Fields.putMillis(file, MODIFIED, after.modifiedMillis());
        }
        if (!after.trashed().equals(before.trashed())) {
            Fields.putTrashed(file, TRASHED, after.trashed());
        }
    }

    /**
     * The first change of a new file, the one {@link #begin} would make of a living file.
     *
     * @param actor who makes it
     */
    public static Change firstChange(ActorId actor, Meta meta) {
        List<FirstChange.Put> puts = new ArrayList<>();
        puts.add(new FirstChange.Put(NAME.lastKey(), new Value.Str(meta.name())));
        if (!meta.folder().isRoot()) {
            puts.add(
                    new FirstChange.Put(FOLDER.lastKey(), new Value.Str(meta.folder().toString())));
        }
        puts.add(new FirstChange.Put(BLOB.lastKey(), new Value.Str(meta.blob())));
        puts.add(new FirstChange.Put(MIME.lastKey(), new Value.Str(meta.mime())));
        puts.add(new FirstChange.Put(SIZE.lastKey(), new Value.Int(meta.size())));
        puts.add(
                new FirstChange.Put(
                        MODIFIED.lastKey(), new Value.Timestamp(meta.modifiedMillis())));
        Change skeleton = Skeleton.of(DocumentKind.FILE);
        return FirstChange.of(skeleton, SKELETON_OPERATIONS, actor, puts, 0, "");
    }
}
