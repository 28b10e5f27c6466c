package app.vaultnotes.vault;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.Written;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Texts that a repair wrote anew because their changes were lost. When a merge brings those changes
 * back, the same words stand twice: then the very letters that the repair wrote go, if nobody has
 * edited the note here since and the other copy does not know of the repair. Otherwise they stay:
 * words that stand twice are better than words that are lost.
 */
final class WrittenAnew {

    private static final String FACT = "written-anew:";
    private static final int MOST_HEADS = 100;

    private final Session session;

    WrittenAnew(Session session) {
        this.session = session;
    }

    /**
     * What is remembered of a note.
     *
     * @param lost the newest changes it had had
     * @param repair the change that wrote it anew
     * @param actor who made that
     * @param from the counter of its first operation
     * @param to the counter behind its last one
     */
    private record Note(Heads lost, ChangeHash repair, ActorId actor, long from, long to) {

        static Note of(Heads lost, Change repair) {
            long[] operations = {0};
            repair.operations(operation -> operations[0]++);
            long from = repair.startOp();
            return new Note(lost, repair.hash(), repair.actor(), from, from + operations[0]);
        }

        boolean wrote(OpId letter) {
            return letter.actor().equals(actor)
                    && letter.counter() >= from
                    && letter.counter() < to;
        }

        String encoded() {
            String heads = Base64.getEncoder().encodeToString(lost.toByteArray());
            return String.join(
                    " ", heads, repair.toHex(), actor.toHex(), Long.toString(from), "" + to);
        }

        static Optional<Note> parse(String fact) {
            String[] parts = fact.split(" ", -1);
            try {
                return parts.length == 5
                        ? Optional.of(
                                new Note(
                                        Heads.fromByteArray(Base64.getDecoder().decode(parts[0])),
                                        ChangeHash.fromHex(parts[1]),
                                        ActorId.fromByteArray(HexFormat.of().parseHex(parts[2])),
                                        Long.parseLong(parts[3]),
                                        Long.parseLong(parts[4])))
                        : Optional.empty();
            } catch (IllegalArgumentException | CrdtException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Remembers a note that was just written anew.
     *
     * @param before its heads before that
     * @param lost the newest changes it had had
     */
    void remember(LiveNote note, Heads before, Heads lost) {
        List<Change> since = note.document().changesSince(before);
        if (since.size() == 1 && lost.hashes().size() <= MOST_HEADS) {
            session.store.facts().put(FACT + note.id(), Note.of(lost, since.get(0)).encoded());
        }
    }

    /** Forgets a note that goes for good. */
    static void forget(Store store, Id note) {
        store.facts().put(FACT + note, "");
    }

    /**
     * Takes back what a repair wrote into a note, if a merge has just brought what had been lost.
     *
     * @param before the note's heads before the merge
     * @param theirChanges all changes of the other copy
     */
    void merged(Id id, Heads before, Set<ChangeHash> theirChanges) {
        Optional<Note> note = session.store.facts().get(FACT + id).flatMap(Note::parse);
        if (note.isEmpty() || !theirChanges.containsAll(note.get().lost().hashes())) {
            return;
        }
        forget(session.store, id);
        if (!theirChanges.contains(note.get().repair())) {
            try {
                session.inPassing(id, live -> takeBack(live, note.get(), before));
            } catch (CrdtException e) {
                return; // it was damaged once more since
            }
        }
    }

    private boolean takeBack(LiveNote live, Note note, Heads before) {
        CrdtReader repaired = live.document().at(Heads.of(List.of(note.repair())));
        String text = repaired.text(NoteDocument.TEXT);
        List<Letters> standing = letters(live.document().now(), note);
        boolean untouched =
                live.document().at(before).text(NoteDocument.TEXT).equals(text)
                        && live.document().at(note.lost()).text(NoteDocument.TEXT).equals(text)
                        && alike(letters(repaired, note), standing);
        Batch batch = new Batch(session);
        if (untouched && batch.note(live, live.meta(), removing(standing), Batch.Step.EFFECT)) {
            batch.commit();
        }
        return untouched;
    }

    /** A stretch of a text that the repair wrote, in UTF-16 units. */
    private record Letters(int start, int length) {}

    private static List<Letters> letters(CrdtReader reader, Note note) {
        List<Letters> found = new ArrayList<>();
        int at = 0;
        for (Written run : reader.written(NoteDocument.TEXT)) {
            for (int i = 0; i < run.count(); i++) {
                OpId letter = new OpId(run.first().counter() + i, run.first().actor());
                if (note.wrote(letter)) {
                    add(found, at + i * run.units(), run.units());
                }
            }
            at += run.length();
        }
        return found;
    }

    private static void add(List<Letters> found, int start, int length) {
        Letters last = found.isEmpty() ? null : found.get(found.size() - 1);
        if (last != null && last.start() + last.length() == start) {
            found.set(found.size() - 1, new Letters(last.start(), last.length() + length));
        } else {
            found.add(new Letters(start, length));
        }
    }

    /** Whether the stretches are the same, wherever they stand. */
    private static boolean alike(List<Letters> some, List<Letters> others) {
        return some.stream()
                .map(Letters::length)
                .toList()
                .equals(others.stream().map(Letters::length).toList());
    }

    private static List<TextEdit> removing(List<Letters> stretches) {
        List<TextEdit> edits = new ArrayList<>();
        int gone = 0;
        for (Letters stretch : stretches) {
            edits.add(
                    new TextEdit(NoteDocument.TEXT, stretch.start() - gone, stretch.length(), ""));
            gone += stretch.length();
        }
        return edits;
    }
}
