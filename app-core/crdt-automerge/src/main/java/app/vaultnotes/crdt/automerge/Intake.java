package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Arrival;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.SavedBytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.automerge.Document;
import org.automerge.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * Takes changes into a native document, all that are given or none.
 *
 * <p>The engine passes over what it cannot read without a word, keeps the first half of a batch
 * whose second half it refuses, and ends the process over an operation with a key in a text. So
 * changes are surveyed first, kept here until all they build on is there, checked against the kinds
 * of the objects they edit, and afterwards the engine's heads must be the ones they lead to.
 */
final class Intake {

    private final NativeDocument document;
    private final ActorId actor;
    private final KnownChanges known = new KnownChanges(() -> encoded(Heads.NONE));
    private final Waiting waiting = new Waiting(known);
    private final Map<OpId, Boolean> sequences = new HashMap<>();
    private Heads heads = Heads.NONE;
    private long lastCounter;
    private @Nullable Change lastMade;
    private boolean tookAny;

    /** What was wrong with a change that was left out; the last one of which that was so. */
    private @Nullable String leftOut;

    /** Whether one was since it was last noted what waits for what. */
    private boolean letGo;

    /**
     * For a document that signs as {@code actor}.
     *
     * @param document an empty one
     */
    Intake(NativeDocument document, ActorId actor) {
        this.document = document;
        this.actor = actor;
    }

    /** The newest changes of the document. */
    Heads heads() {
        return heads;
    }

    /** The changes that wait for others, in the order in which they came. */
    List<Change> waiting() {
        return waiting.changes().stream().map(Survey::change).toList();
    }

    @Nullable String leftOut() {
        return leftOut;
    }

    KnownChanges known() {
        return known;
    }

    /**
     * The document as bytes that load again, with what waits.
     *
     * <p>A change can name operations that never were. The engine takes it and leaves them out when
     * it saves, and then does not load what it saved; such a document is kept as its changes.
     */
    byte[] save() {
        byte[] saved = document.get().save();
        if (tookAny && !loads(saved)) {
            saved = joined(encoded(Heads.NONE));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(saved);
        waiting.changes().forEach(w -> all.writeBytes(w.change().toByteArray()));
        return all.toByteArray();
    }

    private boolean loads(byte[] saved) {
        Document again = new Document(actor.toByteArray());
        try {
            SavedBytes.parse(saved);
            again.applyEncodedChanges(saved);
            return Values.heads(again.getHeads()).equals(heads);
        } catch (RuntimeException e) {
            return false;
        } finally {
            again.free();
        }
    }

    /** The changes made after a moment, each after those it depends on. */
    List<Change> encoded(Heads since) {
        return Change.parseAll(document.get().encodeChangesSince(Values.hashes(since)));
    }

    /** Notes a change that the document itself made on top of all it had. */
    void made(Change change) {
        heads = Heads.of(List.of(change.hash()));
        known.add(change);
        lastMade = change;
    }

    /** The highest counter of the document's operations. */
    private long lastCounter() {
        Change made = lastMade;
        if (made != null) {
            lastCounter = Survey.of(made).lastCounter();
            lastMade = null;
        }
        return lastCounter;
    }

    /** Fills the empty document with the change it is meant to begin with. */
    void begin(Change skeleton) {
        take(List.of(skeleton));
        tookAny = false;
        if (!waiting.changes().isEmpty()) {
            throw new CrdtException("a skeleton that builds on other changes");
        }
    }

    /** Fills the empty document. */
    void fill(SavedBytes.Saved saved) {
        document.get().applyEncodedChanges(saved.bytes());
        heads = Values.heads(document.get().getHeads());
        if (!heads.equals(saved.heads())) {
            throw new CrdtException("the saved document is not what it says it is");
        }
        known.fill(saved);
        lastCounter = saved.lastCounter();
    }

    /**
     * Changes that may be given to the engine, each after those it depends on.
     *
     * @param arrived the ones that came last, whether they are ready or have to wait
     * @param ready the ones to give, also such as had waited
     */
    record Batch(List<Survey> arrived, List<Survey> ready) {}

    /**
     * Checks changes; those that lack a dependency are kept for later.
     *
     * @throws CrdtException when one is damaged; the document is as it was
     */
    Batch check(List<Change> changes) {
        return checked(changes.stream().map(Survey::of).toList());
    }

    private Batch checked(List<Survey> arrived) {
        List<Change> changes = arrived.stream().map(Survey::change).toList();
        return refusing(
                arrived,
                () -> {
                    List<Survey> freed = waiting.add(arrived);
                    List<Change> order = freed.stream().map(Survey::change).toList();
                    List<Survey> ready = admitted(freed, Arrival.inOrder(changes, order));
                    letFlawedGo();
                    waiting.requireRoom();
                    return new Batch(arrived, ready);
                });
    }

    /**
     * Gives a batch to the engine.
     *
     * @throws CrdtException when the engine refuses it; the document is as it was
     */
    void feed(Batch batch) {
        if (!batch.ready().isEmpty()) {
            refusing(
                    batch.arrived(),
                    () -> {
                        feed(batch.ready());
                        waiting.remove(batch.ready());
                        return batch;
                    });
        }
        if (letGo) {
            waiting.holdAgain(); // what is ready is not waited for any more
            letGo = false;
        }
    }

    /** Forgets what arrived when it is refused, and holds back what it had freed. */
    private Batch refusing(List<Survey> arrived, Supplier<Batch> step) {
        try {
            return step.get();
        } catch (CrdtException e) {
            waiting.remove(arrived);
            waiting.holdAgain();
            throw e;
        }
    }

    /** Takes in changes, all that are given or none. */
    void take(List<Change> changes) {
        feed(check(changes));
    }

    /**
     * Takes in what the document was kept as. Another engine may have let a change wait that this
     * one cannot read: it is left out when its turn comes, and not kept when that is still to come.
     */
    void restore(List<Change> changes) {
        feed(checked(changes.stream().map(Survey::withFlaw).toList()));
    }

    /** Lets go of what waits and cannot be read. */
    private void letFlawedGo() {
        List<Survey> flawed = waiting.changes().stream().filter(s -> s.flaw() != null).toList();
        flawed.forEach(survey -> leaveOut(survey, said(survey, survey.flaw())));
    }

    private void leaveOut(Survey survey, String said) {
        waiting.remove(List.of(survey));
        leftOut = said;
        letGo = true;
    }

    private static String said(Survey survey, @Nullable String flaw) {
        return "change " + survey.change().hash() + ": " + flaw;
    }

    /** Leaves out what had waited and proves to be damaged, and what builds on it. */
    private List<Survey> admitted(List<Survey> ready, Set<ChangeHash> inOrder) {
        List<Survey> admitted = new ArrayList<>();
        Progress progress = new Progress();
        Set<ChangeHash> out = new HashSet<>();
        for (Survey survey : ready) {
            Change change = survey.change();
            if (change.dependencies().stream().anyMatch(out::contains)) {
                out.add(change.hash());
                continue;
            }
            String flaw = survey.flaw() == null ? progress.flaw(survey) : survey.flaw();
            if (flaw == null) {
                admitted.add(survey);
                continue;
            }
            if (inOrder.contains(change.hash())) {
                throw new CrdtException(said(survey, flaw));
            }
            leaveOut(survey, said(survey, flaw));
            out.add(change.hash());
        }
        return admitted;
    }

    /** Where the document will stand after each of some changes that follow each other. */
    private final class Progress {
        private final Map<ActorId, Long> counts = new HashMap<>();
        private final Map<OpId, Boolean> made = new HashMap<>();
        private long counter = lastCounter();

        /** What is wrong with the next change, given all before it; null when nothing is. */
        @Nullable String flaw(Survey survey) {
            Change change = survey.change();
            long count = counts.getOrDefault(change.actor(), known.count(change.actor()));
            if (change.sequence() != count + 1) {
                return "number " + change.sequence() + " of an actor who made " + count;
            }
            if (!OpId.mayBegin(change.startOp(), counter)) {
                return "its operations begin at " + change.startOp() + " after " + counter;
            }
            for (Map.Entry<OpId, Boolean> edit : survey.edited().entrySet()) {
                Boolean sequence = survey.made().get(edit.getKey());
                if (sequence == null) {
                    sequence = made.get(edit.getKey());
                }
                if (!edit.getValue()
                        .equals(sequence == null ? isSequence(edit.getKey()) : sequence)) {
                    return "object " + edit.getKey() + " is missing or of another kind";
                }
            }
            counts.put(change.actor(), change.sequence());
            made.putAll(survey.made());
            counter = Math.max(counter, survey.lastCounter());
            return null;
        }
    }

    /** Whether an object of the document is a text or list; null when there is no such object. */
    private @Nullable Boolean isSequence(OpId object) {
        Boolean remembered = sequences.get(object);
        if (remembered != null) {
            return remembered;
        }
        try {
            ObjectType type =
                    document.get().getObjectType(NativeAccess.objectId(object)).orElse(null);
            if (type == null) {
                return null;
            }
            boolean sequence = type == ObjectType.TEXT || type == ObjectType.LIST;
            sequences.put(object, sequence);
            return sequence;
        } catch (RuntimeException e) {
            return null; // how the engine says that it knows no such object
        }
    }

    private void feed(List<Survey> ready) {
        tookAny = true;
        Heads before = heads;
        Heads expected = after(before, ready);
        String complaint = "it passed over some of them";
        try {
            document.get().applyEncodedChanges(joined(ready.stream().map(Survey::change).toList()));
        } catch (RuntimeException e) {
            complaint = String.valueOf(e.getMessage());
        }
        heads = Values.heads(document.get().getHeads());
        if (!heads.equals(expected)) {
            goBackTo(before);
            throw new CrdtException("the engine refused changes: " + complaint);
        }
        for (Survey survey : ready) {
            known.add(survey.change());
            lastCounter = Math.max(lastCounter(), survey.lastCounter());
        }
    }

    private static Heads after(Heads before, List<Survey> changes) {
        TreeSet<ChangeHash> heads = new TreeSet<>(before.hashes());
        for (Survey survey : changes) {
            survey.change().dependencies().forEach(heads::remove);
            heads.add(survey.change().hash());
        }
        return new Heads(heads);
    }

    /** Builds the document anew without changes that should not have come in. */
    private void goBackTo(Heads before) {
        if (heads.equals(before)) {
            return;
        }
        Set<Change> unwanted = new HashSet<>(encoded(before));
        List<Change> wanted =
                encoded(Heads.NONE).stream().filter(c -> !unwanted.contains(c)).toList();
        Document fresh = new Document(actor.toByteArray());
        fresh.applyEncodedChanges(joined(wanted));
        document.replace(fresh);
        known.fill(wanted);
        heads = Values.heads(fresh.getHeads());
        if (!heads.equals(before)) {
            throw new IllegalStateException("the document could not be restored; load it again");
        }
    }

    private static byte[] joined(List<Change> changes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        changes.forEach(change -> all.writeBytes(change.toByteArray()));
        return all.toByteArray();
    }
}
