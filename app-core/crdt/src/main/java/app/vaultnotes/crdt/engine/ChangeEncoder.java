package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Makes changes of pieces. */
final class ChangeEncoder {
    private static final byte[] NO_BYTES = {};

    private final Actors actors;
    private final ChangeWriter writer = new ChangeWriter();
    private final OperationWriter rows = new OperationWriter();

    /** For each actor its number in the change under way; 0 the author, -1 not named. */
    private int[] numbers = new int[0];

    /** The actors with a number: what a change costs must not grow with all there are. */
    private final List<Integer> named = new ArrayList<>();

    private final List<Part> parts = new ArrayList<>();
    private int partCount;

    /** Operations of a piece that belong to the change: so many from one on. */
    private static final class Part {
        Piece piece;
        int from;
        int count;

        Part(Piece piece) {
            this.piece = piece;
        }
    }

    ChangeEncoder(Actors actors) {
        this.actors = actors;
    }

    /** Adds operations to the next change. */
    void add(Piece piece, int from, int count) {
        if (partCount == parts.size()) {
            parts.add(new Part(piece));
        }
        Part part = parts.get(partCount++);
        part.piece = piece;
        part.from = from;
        part.count = count;
    }

    /** Makes the change of all operations that were added. */
    Change encode(ChangeWriter.Header header, int author) {
        return encode(header, author, NO_BYTES);
    }

    /** The hash of the change of all operations that were added. */
    byte[] hash(ChangeWriter.Header header, int author) {
        return hash(header, author, NO_BYTES);
    }

    /** The hash of that change with bytes behind its columns. */
    byte[] hash(ChangeWriter.Header header, int author, byte[] extra) {
        write(header, author);
        return writer.rest(extra).hash();
    }

    /** The change of all operations that were added, with bytes behind its columns. */
    Change encode(ChangeWriter.Header header, int author, byte[] extra) {
        write(header, author);
        return writer.rest(extra).finish(header);
    }

    /** How many bytes the names have of its author and of the others that the last change lists. */
    long namedBytes() {
        long bytes = 0;
        for (int actor : named) {
            bytes += actors.get(actor).size();
        }
        return bytes;
    }

    private void write(ChangeWriter.Header header, int author) {
        List<ActorId> others = number(author);
        rows.clear(numbers);
        for (int i = 0; i < partCount; i++) {
            write(parts.get(i));
        }
        partCount = 0;
        writer.begin(header, others).columns(OperationWriter.CHANGE_COLUMNS, rows.changeColumns());
    }

    private List<ActorId> number(int author) {
        named.forEach(actor -> numbers[actor] = -1);
        named.clear();
        if (numbers.length < actors.count()) {
            numbers = new int[2 * actors.count()];
            Arrays.fill(numbers, -1);
        }
        boolean others = false;
        for (int i = 0; i < partCount; i++) {
            others |= name(parts.get(i), author);
        }
        named(author);
        return others ? numberOthers(author) : List.of();
    }

    private void named(int actor) {
        if (numbers[actor] != 0) {
            numbers[actor] = 0;
            named.add(actor);
        }
    }

    private List<ActorId> numberOthers(int author) {
        List<Integer> ranked = new ArrayList<>(named);
        ranked.remove(Integer.valueOf(author));
        ranked.sort(Comparator.comparingInt(actors::rank));
        List<ActorId> others = new ArrayList<>(ranked.size());
        for (int actor : ranked) {
            others.add(actors.get(actor));
            numbers[actor] = others.size();
        }
        return others;
    }

    /** Notes the actors that operations name; says whether there is any but the author. */
    private boolean name(Part part, int author) {
        Piece piece = part.piece;
        boolean others = name(piece.object.id, author);
        boolean ownElements = piece.kind == Piece.Kind.INSERT && part.from > 0;
        if (!ownElements) {
            others |= name(piece.element, author);
        }
        for (int i = 0; i < piece.predecessorCount(); i++) {
            others |= name(piece.predecessors()[i], author);
        }
        return others;
    }

    private boolean name(long id, int author) {
        if (id == Ids.NONE) {
            return false;
        }
        named(Ids.actor(id));
        return Ids.actor(id) != author;
    }

    private void write(Part part) {
        Piece piece = part.piece;
        int from = part.from;
        int count = part.count;
        rows.object(piece.object.id, count);
        switch (piece.kind) {
            case INSERT -> writeInsert((SequenceState) piece.object, piece, from, count);
            case REMOVE -> {
                long first = Ids.plus(piece.element, from * piece.detail);
                rows.elements(first, piece.detail, count);
                rows.removals(count);
                rows.linkCounts(1, count);
                rows.links(Ids.actor(first), Ids.counter(first), piece.detail, count);
            }
            case SINGLE -> writeSingle(piece);
        }
    }

    private void writeInsert(SequenceState text, Piece piece, int from, int count) {
        int left = count;
        if (from == 0) {
            rows.element(piece.element);
            left--;
        }
        rows.elements(Ids.plus(piece.id, from + count - left - 1), 1, left);
        rows.characters(text.chars(), piece.detail + from * piece.unit, piece.unit, count);
        rows.linkCounts(0, count);
    }

    private void writeSingle(Piece piece) {
        String key = piece.key;
        if (key != null) {
            rows.key(key);
        } else {
            rows.element(piece.element);
        }
        rows.operation(piece.op, piece.inserts);
        int count = piece.predecessorCount();
        actors.sort(piece.predecessors(), count);
        rows.linkCounts(count, 1);
        for (int i = 0; i < count; i++) {
            long predecessor = piece.predecessors()[i];
            rows.link(Ids.actor(predecessor), Ids.counter(predecessor));
        }
    }
}
