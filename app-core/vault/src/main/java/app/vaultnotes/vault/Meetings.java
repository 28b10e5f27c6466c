package app.vaultnotes.vault;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells where edits of this device and of others came together that knew nothing of each other, by
 * what changes build on. To be used under the session's lock.
 */
final class Meetings {

    /** Whoever writes at the same time sees what others write within so long. */
    static final long TOGETHER_MILLIS = 10_000;

    /** More who wrote what came are not remembered by name. */
    static final int MOST_WRITERS = 5;

    private static final int DEVICE_BYTES = 8;

    private final Session session;
    private final boolean isLive;

    /**
     * Those of a device.
     *
     * @param isLive whether it follows what others write, so that what meets within a moment is
     *     people who write together
     */
    Meetings(Session session, boolean isLive) {
        this.session = session;
        this.isLive = isLive;
    }

    /**
     * What is to be remembered of a note that took changes in: nothing where this device has
     * written nothing that their authors did not know, or where either side left the text as it
     * was.
     *
     * @param before the note without them
     */
    Optional<KeptArrival> of(Id note, CrdtDocument document, Heads before) {
        try {
            List<Change> since = document.changesSince(before);
            List<Change> apart = apart(session.writer()::isOwn, before, since);
            if (before.equals(Heads.NONE) || apart.isEmpty()) {
                return Optional.empty();
            }
            Heads there = newest(apart);
            if (isTogether(note, own(document.changesSince(there)))
                    || !haveBothWritten(document, before, there)) {
                return Optional.empty();
            }
            return Optional.of(
                    new KeptArrival(
                            note,
                            session.now(),
                            before,
                            document.heads(),
                            true,
                            writers(session.writer()::isOwn, apart)));
        } catch (CrdtException e) {
            return Optional.empty(); // the past cannot be read: what came is here all the same
        }
    }

    private static boolean haveBothWritten(CrdtDocument document, Heads before, Heads there) {
        String merged = document.now().text(NoteDocument.TEXT);
        return !merged.equals(document.at(before).text(NoteDocument.TEXT))
                && !merged.equals(document.at(there).text(NoteDocument.TEXT));
    }

    private List<Change> own(List<Change> changes) {
        Writer writer = session.writer();
        return changes.stream().filter(change -> writer.isOwn(change.actor())).toList();
    }

    /** Whether nothing of this device's is older than what people who write together can miss. */
    private boolean isTogether(Id note, List<Change> own) {
        return own.isEmpty()
                || (isLive && own.stream().allMatch(change -> isFresh(note, change.hash())));
    }

    private boolean isFresh(Id note, ChangeHash change) {
        OptionalLong made = session.store.changes().madeMillis(note, change);
        return made.isPresent() && session.now() - made.getAsLong() <= TOGETHER_MILLIS;
    }

    /**
     * Those of some changes that others made without knowing all of what was here.
     *
     * @param since what came, each behind those that it builds on
     */
    static List<Change> apart(Predicate<ActorId> isOwn, Heads before, List<Change> since) {
        Map<ChangeHash, BitSet> known = new HashMap<>();
        for (ChangeHash head : before.hashes()) {
            BitSet self = new BitSet();
            self.set(known.size());
            known.put(head, self);
        }
        List<Change> apart = new ArrayList<>();
        for (Change change : since) {
            BitSet knows = new BitSet();
            for (ChangeHash dependency : change.dependencies()) {
                knows.or(known.getOrDefault(dependency, new BitSet()));
            }
            known.put(change.hash(), knows);
            boolean knowsAll = knows.cardinality() == before.hashes().size();
            if (!knowsAll && !isOwn.test(change.actor())) {
                apart.add(change);
            }
        }
        return apart;
    }

    /** Those of some changes on which no other of them builds. */
    static Heads newest(List<Change> changes) {
        Set<ChangeHash> newest = new HashSet<>();
        changes.forEach(change -> newest.add(change.hash()));
        changes.forEach(change -> change.dependencies().forEach(newest::remove));
        return Heads.of(newest);
    }

    /** How the names of the devices begin that made changes, but for this one. */
    static List<String> writers(Predicate<ActorId> isOwn, Collection<Change> changes) {
        return changes.stream()
                .map(Change::actor)
                .filter(actor -> !isOwn.test(actor) && actor.size() >= DEVICE_BYTES)
                .map(actor -> HexFormat.of().formatHex(actor.toByteArray(), 0, DEVICE_BYTES))
                .distinct()
                .limit(MOST_WRITERS)
                .toList();
    }

    /** How the name begins of what a device writes. */
    static String digits(Id device) {
        return HexFormat.of().formatHex(device.toByteArray(), 0, DEVICE_BYTES);
    }
}
