package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Edit;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.OneCall;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.SavedBytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.automerge.Document;
import org.automerge.Read;

/** A document of automerge-java behind the port. */
final class AutomergeDocument implements CrdtDocument {

    private final ActorId actor;
    private final NativeDocument handle;
    private final Intake intake;
    private final OneCall gate = new OneCall();
    private final Objects objects = new Objects();
    private final Texts texts = new Texts(objects);

    /** An empty document, to be filled. */
    AutomergeDocument(ActorId actor) {
        this.actor = actor;
        this.handle = new NativeDocument(this, new Document(actor.toByteArray()));
        this.intake = new Intake(handle, actor);
    }

    /** Fills the empty document with the change it is meant to begin with. */
    void begin(Change skeleton) {
        intake.begin(skeleton);
    }

    /** Fills the empty document. */
    void fill(SavedBytes saved) {
        saved.document()
                .filter(document -> !document.heads().equals(Heads.NONE))
                .ifPresent(intake::fill);
        intake.restore(saved.changes());
    }

    @Override
    public ActorId actor() {
        return actor;
    }

    @Override
    public Heads heads() {
        return exclusively(intake::heads);
    }

    @Override
    public CrdtReader now() {
        return new AutomergeReader(this, Optional.empty());
    }

    @Override
    public CrdtReader at(Heads past) {
        return exclusively(() -> {
            if (past.equals(intake.heads())) {
                return new AutomergeReader(this, Optional.empty());
            }
            if (!intake.known().containsAll(past)) {
                throw new CrdtException("the document does not know this moment of its history");
            }
            return new AutomergeReader(this, Optional.of(Values.hashes(past)));
        });
    }

    @Override
    public Optional<Change> change(Consumer<CrdtWriter> edits) {
        return exclusively(() -> changeExclusively(edits));
    }

    private Optional<Change> changeExclusively(Consumer<CrdtWriter> edits) {
        AutomergeWriter writer = new AutomergeWriter(this);
        // Until the commit is known to be whole: automerge-java's rollback can end the process.
        gate.setBroken(true);
        boolean edited;
        try {
            edits.accept(writer);
        } finally {
            edited = writer.commit();
        }
        Optional<Change> made = edited ? Optional.of(newest()) : Optional.empty();
        made.ifPresent(intake::made);
        gate.setBroken(false);
        return made;
    }

    private Change newest() {
        List<Change> made = intake.encoded(intake.heads());
        if (made.size() != 1) {
            throw new IllegalStateException("one commit made " + made.size() + " changes");
        }
        return made.get(0);
    }

    @Override
    public List<Edit> apply(List<Change> changes) {
        return exclusively(() -> applyExclusively(changes));
    }

    private List<Edit> applyExclusively(List<Change> changes) {
        Heads before = intake.heads();
        Intake.Batch batch = intake.check(changes);
        Survey.Sum sum = Survey.Sum.of(batch.ready());
        MapEdits maps = MapEdits.prepare(document(), texts.places(document(), sum), sum);
        FewEdits prepared = texts.prepare(document(), sum);
        intake.feed(batch);
        boolean moved = maps.read(document());
        List<Edit> edits = maps.edits();
        edits.addAll(texts.follow(document(), sum, moved, before, prepared));
        return edits;
    }

    @Override
    public List<Change> changesSince(Heads past) {
        return exclusively(() -> past.equals(intake.heads()) ? List.of() : intake.encoded(past));
    }

    @Override
    public List<Change> waiting() {
        return exclusively(intake::waiting);
    }

    @Override
    public Optional<String> leftOut() {
        return exclusively(() -> Optional.ofNullable(intake.leftOut()));
    }

    @Override
    public byte[] save() {
        return exclusively(intake::save);
    }

    @Override
    public void close() {
        gate.close(handle::free);
    }

    /** Runs a call, refusing another one at the same time: the native core has no defence. */
    <T> T exclusively(Supplier<T> call) {
        return gate.run(call);
    }

    Document document() {
        return handle.get();
    }

    Objects objects() {
        return objects;
    }

    /** The text at a path, as the document or an open transaction has it. */
    TextMirror mirror(Read from, Path text) {
        return texts.mirror(from, text);
    }

    Texts texts() {
        return texts;
    }
}
