package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Edit;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.OneCall;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A document of the engine in plain Java. Beside what the port asks for it has lists, counters that
 * add up, conflicts, messages and times of changes, and comparisons of two moments.
 */
public final class JavaDocument implements CrdtDocument {
    private final ActorId actor;
    private final Limits limits;
    private final Intake intake;
    private final OneCall gate = new OneCall();

    JavaDocument(ActorId actor, State state, Limits limits) {
        this.actor = actor;
        this.limits = limits;
        this.intake = new Intake(state, limits);
    }

    State state() {
        return intake.state();
    }

    @Override
    public ActorId actor() {
        return actor;
    }

    @Override
    public Heads heads() {
        return exclusively(() -> state().history.heads());
    }

    @Override
    public JavaReader now() {
        return new JavaReader(this, Optional.empty());
    }

    @Override
    public JavaReader at(Heads heads) {
        return exclusively(() -> {
            JavaReader reader = new JavaReader(this, Optional.of(heads));
            reader.clock();
            return reader;
        });
    }

    /** The moment after some changes; refuses unknown ones. */
    Clock clock(Heads heads) {
        List<Integer> places = state().places(heads);
        if (places.size() != heads.hashes().size()) {
            throw new CrdtException("the document does not know this moment of its history");
        }
        return state().history.clock(places);
    }

    @Override
    public Optional<Change> change(Consumer<CrdtWriter> edits) {
        return edit(0, "", edits::accept);
    }

    /**
     * Makes one change, with everything the engine can do.
     *
     * @param time what the change says of when it was made; 0 for nothing
     * @param message what it says of itself; empty for nothing
     * @return the change, or empty when nothing was edited
     * @see #change
     */
    public Optional<Change> edit(long time, String message, Consumer<JavaWriter> edits) {
        Texts.requireWellFormed(message);
        return exclusively(() -> {
            JavaWriter writer = new JavaWriter(state(), actor);
            gate.setBroken(true);
            try {
                edits.accept(writer);
            } finally {
                writer.close();
            }
            Optional<Change> made = committed(writer, time, message);
            gate.setBroken(false);
            return made;
        });
    }

    /** Ends a change; one that would make the document more than it may be leaves no trace. */
    private Optional<Change> committed(JavaWriter writer, long time, String message) {
        try {
            Optional<Change> made = writer.commit(time, message);
            made.ifPresent(intake::made);
            return made;
        } catch (CrdtException e) {
            intake.goBack();
            gate.setBroken(false);
            throw e;
        }
    }

    @Override
    public List<Edit> apply(List<Change> changes) {
        return exclusively(() -> intake.take(changes));
    }

    /** Takes in what it is made of. */
    void restore(List<Change> changes) {
        exclusively(() -> {
            intake.restore(changes);
            return true;
        });
    }

    @Override
    public List<Change> changesSince(Heads heads) {
        return exclusively(() ->
                heads.equals(state().history.heads()) ? List.of() : state().changesSince(heads));
    }

    /** The change of this hash, if it is part of the document. */
    public Optional<Change> change(ChangeHash hash) {
        return exclusively(() -> {
            int place = state().find(hash);
            if (place < 0) {
                return Optional.empty();
            }
            History history = state().history;
            if (place >= history.loaded()) {
                return Optional.of(history.tail(place));
            }
            List<Change> found = new ArrayList<>();
            state().rebuild(p -> p == place, found::add);
            return Optional.of(found.get(0));
        });
    }

    /** How many changes wait for others. */
    public int waitingCount() {
        return exclusively(() -> intake.waiting().changes().size());
    }

    @Override
    public List<Change> waiting() {
        return exclusively(() -> List.copyOf(intake.waiting().changes()));
    }

    @Override
    public Optional<String> leftOut() {
        return exclusively(() -> Optional.ofNullable(intake.leftOut()));
    }

    @Override
    public boolean outgrown() {
        return exclusively(intake::isOutgrown);
    }

    /** The changes that others wait for and that never came. */
    public Set<ChangeHash> missing() {
        return exclusively(() -> intake.waiting().missing(intake.known()));
    }

    /** How the texts and maps that stand at a moment came to be from those of another one. */
    public List<Edit> diff(Heads before, Heads after) {
        return exclusively(() -> {
            Comparison.Moment old = Comparison.Moment.of(state().store.actors, clock(before));
            Comparison.Moment now = Comparison.Moment.of(state().store.actors, clock(after));
            Comparison comparison = new Comparison(state().store.actors, now, old);
            Comparison.Shown root = Comparison.Shown.root(state().store);
            comparison.compare(new Comparison.Standing(Path.ROOT, root, root));
            return comparison.edits();
        });
    }

    /** A document of the same content and history that goes its own way. */
    public JavaDocument fork(ActorId other) {
        return new JavaEngine(limits).load(other, save());
    }

    /** Takes in what another document has and this one lacks. */
    public List<Edit> merge(CrdtDocument other) {
        return apply(other.changesSince(heads()));
    }

    @Override
    public byte[] save() {
        return exclusively(() -> {
            List<byte[]> parts = new ArrayList<>();
            parts.add(state().save());
            intake.waiting().changes().forEach(change -> parts.add(change.toByteArray()));
            return parts.size() == 1 ? parts.get(0) : State.joined(parts);
        });
    }

    /** Makes all hashes of the history out; refuses operations that do not make the heads. */
    public void verify() {
        exclusively(() -> {
            state().learnHashes();
            return true;
        });
    }

    /** How many changes it is made of. */
    public int changeCount() {
        return exclusively(() -> state().history.count());
    }

    @Override
    public void close() {
        gate.close(() -> {});
    }

    /** Runs a call, refusing another one at the same time. */
    <T> T exclusively(Supplier<T> call) {
        return gate.run(call);
    }
}
