package app.vaultnotes.document;

import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import java.util.Optional;

/**
 * Reads and writes single fields of a document. What another program wrote there in another type
 * counts as absent.
 */
final class Fields {

    private Fields() {}

    static Optional<String> string(CrdtReader from, Path path) {
        return from.value(path)
                .flatMap(v -> v instanceof Value.Str s ? Optional.of(s.value()) : Optional.empty());
    }

    static long millis(CrdtReader from, Path path) {
        Value value = from.value(path).orElse(new Value.Null());
        if (value instanceof Value.Timestamp time) {
            return time.epochMillis();
        }
        return value instanceof Value.Int number ? number.value() : 0;
    }

    static long number(CrdtReader from, Path path) {
        return from.value(path)
                .map(v ->
                        v instanceof Value.Int i
                                ? i.value()
                                : v instanceof Value.Uint u ? u.value() : 0L)
                .orElse(0L);
    }

    static boolean flag(CrdtReader from, Path path) {
        return from.value(path).equals(Optional.of(new Value.Bool(true)));
    }

    static Id folder(CrdtReader from, Path path) {
        return string(from, path).flatMap(Id::parse).orElse(Id.ROOT);
    }

    static Optional<Trashed> trashed(CrdtReader from, Path path) {
        return string(from, path).flatMap(Trashed::parse);
    }

    static void put(CrdtWriter to, Path path, String value) {
        to.put(path, new Value.Str(value));
    }

    static void putFolder(CrdtWriter to, Path path, Id folder) {
        put(to, path, folder.isRoot() ? "" : folder.toString());
    }

    static void putMillis(CrdtWriter to, Path path, long epochMillis) {
        to.put(path, new Value.Timestamp(epochMillis));
    }

    static void putTrashed(CrdtWriter to, Path path, Optional<Trashed> trashed) {
        trashed.ifPresentOrElse(mark -> put(to, path, mark.toText()), () -> to.delete(path));
    }
}
