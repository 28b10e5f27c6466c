package app.vaultnotes.document;

import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Path;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stands where in a vault's tree document: {@code folders: id → {name, place, created,
 * trashed?}} and {@code settings: name → text}.
 */
public final class TreeDocument {

    private static final Path FOLDERS = Path.of("folders");
    private static final Path SETTINGS = Path.of("settings");
    private static final String NAME = "name";
    private static final String PLACE = "place";
    private static final String CREATED = "created";
    private static final String TRASHED = "trashed";

    private TreeDocument() {}

    /**
     * A folder as one device after the other left it.
     *
     * @param id the folder
     * @param name its name
     * @param moved a number above that of every move the mover knew of
     * @param parent the folder it was put into
     * @param createdMillis when it was made
     * @param trashed the trash mark
     */
    public record Folder(
            Id id,
            String name,
            long moved,
            Id parent,
            long createdMillis,
            Optional<Trashed> trashed) {

        /** The same folder with another trash mark. */
        public Folder withTrashed(Optional<Trashed> mark) {
            return new Folder(id, name, moved, parent, createdMillis, mark);
        }

        /** The same folder elsewhere or under another name. */
        public Folder movedTo(Id newParent, String newName, long newMoved) {
            long number = newParent.equals(parent) ? moved : newMoved;
            return new Folder(id, newName, number, newParent, createdMillis, trashed);
        }
    }

    /**
     * The id of the first folder with a name in a place: the first 16 bytes of the SHA-256 of the
     * parent's id and the name's key. So folders that two devices make under one name, neither
     * knowing of the other, are one folder.
     */
    public static Id idFor(Id parent, String name) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(parent.toByteArray());
            byte[] hash = sha.digest(Names.key(name).getBytes(StandardCharsets.UTF_8));
            return Id.fromByteArray(Arrays.copyOf(hash, Id.LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** All folders by id; entries that make no sense are left out. */
    public static Map<Id, Folder> folders(CrdtReader tree) {
        Map<Id, Folder> folders = new TreeMap<>();
        for (String key : tree.keys(FOLDERS)) {
            Id.parse(key).flatMap(id -> folder(tree, id)).ifPresent(f -> folders.put(f.id(), f));
        }
        return folders;
    }

    /** A folder by id; empty when there is none or its entry makes no sense. */
    public static Optional<Folder> folder(CrdtReader tree, Id id) {
        Path at = FOLDERS.then(id.toString());
        Optional<String> name = Fields.string(tree, at.then(NAME));
        String[] place = Fields.string(tree, at.then(PLACE)).orElse("").split(":", -1);
        if (name.isEmpty() || place.length != 2 || !place[0].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(
                new Folder(
                        id,
                        Names.safe(name.get()),
                        Long.parseLong(place[0]),
                        Id.parse(place[1]).orElse(Id.ROOT),
                        Fields.millis(tree, at.then(CREATED)),
                        Fields.trashed(tree, at.then(TRASHED))));
    }

    /** Writes a new folder. */
    public static void begin(CrdtWriter tree, Folder folder) {
        Path at = FOLDERS.then(folder.id().toString());
        tree.makeMap(at);
        Fields.put(tree, at.then(NAME), folder.name());
        Fields.put(tree, at.then(PLACE), place(folder));
        Fields.putMillis(tree, at.then(CREATED), folder.createdMillis());
    }

    /** Writes the fields of {@code after} that differ from {@code before}. */
    public static void write(CrdtWriter tree, Folder before, Folder after) {
        Path at = FOLDERS.then(after.id().toString());
        if (!after.name().equals(before.name())) {
            Fields.put(tree, at.then(NAME), after.name());
        }
        if (!place(after).equals(place(before))) {
            Fields.put(tree, at.then(PLACE), place(after));
        }
        if (!after.trashed().equals(before.trashed())) {
            Fields.putTrashed(tree, at.then(TRASHED), after.trashed());
        }
    }

    /** Removes a folder for good. */
    public static void remove(CrdtWriter tree, Id folder) {
        tree.delete(FOLDERS.then(folder.toString()));
    }

    /** The vault's settings by name. */
    public static Map<String, String> settings(CrdtReader tree) {
        Map<String, String> settings = new TreeMap<>();
        for (String key : tree.keys(SETTINGS)) {
            Fields.string(tree, SETTINGS.then(key)).ifPresent(value -> settings.put(key, value));
        }
        return settings;
    }

    /** Sets a setting; an empty value removes it. */
    public static void setting(CrdtWriter tree, String name, String value) {
        if (value.isEmpty()) {
            tree.delete(SETTINGS.then(name));
        } else {
            Fields.put(tree, SETTINGS.then(name), value);
        }
    }

    private static String place(Folder folder) {
        return folder.moved() + ":" + (folder.parent().isRoot() ? "" : folder.parent());
    }
}
