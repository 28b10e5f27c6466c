package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.Change;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.automerge.ChangeHash;
import org.automerge.Document;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.automerge.Transaction;

/**
 * Makes the constant first changes that documents begin with, from the actor {@code vaultnotes} and
 * at no time. What it makes is written down in the code that uses it and must never change.
 */
final class SkeletonMaker {

    private static final byte[] ACTOR = "vaultnotes".getBytes(StandardCharsets.US_ASCII);
    private static final String VERSION_KEY = "v";
    private static final int VERSION = 1;

    private SkeletonMaker() {}

    /** Prints all skeletons in hexadecimal digits. */
    public static void main(String[] arguments) {
        System.out.println("note " + hex(note()));
        System.out.println("tree " + hex(tree()));
        System.out.println("file " + hex(file()));
        System.out.println("ink  " + hex(inkPage()));
    }

    static Change note() {
        return make(List.of("text"), List.of("props", "comments"));
    }

    static Change tree() {
        return make(List.of(), List.of("folders", "settings", "templates"));
    }

    static Change file() {
        return make(List.of(), List.of());
    }

    static Change inkPage() {
        return make(List.of(), List.of("s", "e", "a", "l"));
    }

    private static Change make(List<String> texts, List<String> maps) {
        NativeLibrary.load();
        Document document = new Document(ACTOR);
        try {
            Transaction transaction = document.startTransaction();
            transaction.set(ObjectId.ROOT, VERSION_KEY, VERSION);
            texts.forEach(key -> transaction.set(ObjectId.ROOT, key, ObjectType.TEXT));
            maps.forEach(key -> transaction.set(ObjectId.ROOT, key, ObjectType.MAP));
            transaction.commit();
            return Change.parse(document.encodeChangesSince(new ChangeHash[0]));
        } finally {
            document.free();
        }
    }

    static String hex(Change change) {
        return HexFormat.of().formatHex(change.toByteArray());
    }
}
