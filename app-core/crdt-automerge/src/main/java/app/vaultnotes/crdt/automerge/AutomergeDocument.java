package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.Value;
import java.io.ByteArrayOutputStream;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.automerge.Document;
import org.jspecify.annotations.Nullable;

/** A document of automerge-java behind the port. */
final class AutomergeDocument implements CrdtDocument {

    private static final Cleaner CLEANER = Cleaner.create();

    private final ActorId actor;
    private final Native handle;
    private final Cleaner.Cleanable cleanable;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<Path, TextMirror> mirrors = new HashMap<>();
    private final Objects objects = new Objects();
    private boolean ownActor;
    private boolean broken;
    private Heads heads;
    private @Nullable Set<ChangeHash> known;

    /** What must be freed, apart from the document so that an unreachable one can be. */
    private static final class Native implements Runnable {
        private @Nullable Document document;

        Native(Document document) {
            this.document = document;
        }

        @Override
        public void run() {
            Document last = document;
            document = null;
            if (last != null) {
                last.free();
            }
        }
    }

    /**
     * Takes over a document.
     *
     * @param ownActor whether the document signs as {@code actor} already; otherwise it is forked
     *     at the first edit, which for a long history costs tens of milliseconds
     */
    AutomergeDocument(Document document, ActorId actor, boolean ownActor) {
        this.actor = actor;
        this.ownActor = ownActor;
        this.handle = new Native(document);
        this.cleanable = CLEANER.register(this, handle);
        this.heads = Values.heads(document.getHeads());
    }

    @Override
    public ActorId actor() {
        return actor;
    }

    @Override
    public Heads heads() {
        return exclusively(() -> heads);
    }

    @Override
    public CrdtReader now() {
        return new AutomergeReader(this, Optional.empty());
    }

    @Override
    public CrdtReader at(Heads past) {
        return exclusively(() -> {
            if (past.equals(heads)) {
                return new AutomergeReader(this, Optional.empty());
            }
            if (!known().containsAll(past.hashes())) {
                throw new CrdtException("the document does not know this moment of its history");
            }
            return new AutomergeReader(this, Optional.of(past));
        });
    }

    @Override
    public Optional<Change> change(Consumer<CrdtWriter> edits) {
        return exclusively(() -> changeExclusively(edits));
    }

    private Optional<Change> changeExclusively(Consumer<CrdtWriter> edits) {
        document();
        AutomergeWriter writer = new AutomergeWriter(this);
        // Until the commit is known to be whole: automerge-java's rollback can end the process.
        broken = true;
        boolean edited;
        try {
            edits.accept(writer);
        } finally {
            edited = writer.commit();
        }
        broken = false;
        if (!edited) {
            return Optional.empty();
        }
        byte[] bytes = document().encodeChangesSince(Values.hashes(heads));
        Change change = Change.parse(bytes);
        heads = Heads.of(List.of(change.hash()));
        remember(List.of(change));
        return Optional.of(change);
    }

    @Override
    public List<TextEdit> apply(List<Change> changes) {
        return exclusively(() -> {
            Map<Path, String> before = new HashMap<>();
            for (Path text : texts()) {
                before.put(text, mirror(text).toString());
            }
            take(changes);
            return differences(before);
        });
    }

    private List<TextEdit> differences(Map<Path, String> before) {
        List<TextEdit> edits = new ArrayList<>();
        for (Path text : texts()) {
            String after = mirror(text).toString();
            edits.addAll(TextDiff.edits(text, before.getOrDefault(text, ""), after));
        }
        return edits;
    }

    /** The texts whose edits are reported: those at the root and those that were looked at. */
    private Set<Path> texts() {
        Set<Path> texts = new HashSet<>();
        for (String key : objects.keys(document(), Path.ROOT, Optional.empty())) {
            Path path = Path.of(key);
            if (objects.value(document(), path, Optional.empty())
                    .equals(Optional.of(new Value.TextObject()))) {
                texts.add(path);
            }
        }
        mirrors.keySet().stream()
                .filter(p ->
                        objects.value(document(), p, Optional.empty())
                                .equals(Optional.of(new Value.TextObject())))
                .forEach(texts::add);
        return texts;
    }

    /** Takes in changes that were checked. */
    void take(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        changes.forEach(change -> all.writeBytes(change.toByteArray()));
        try {
            document().applyEncodedChanges(all.toByteArray());
        } catch (RuntimeException e) {
            throw new CrdtException("the engine refused a change: " + e.getMessage(), e);
        } finally {
            objects.forget();
            mirrors.clear();
        }
        Heads after = Values.heads(document().getHeads());
        if (!after.equals(heads)) {
            known = null;
            heads = after;
        }
    }

    private void remember(List<Change> changes) {
        Set<ChangeHash> all = known;
        if (all != null) {
            changes.forEach(change -> all.add(change.hash()));
        }
    }

    private Set<ChangeHash> known() {
        Set<ChangeHash> all = known;
        if (all == null) {
            all = new HashSet<>();
            for (Change change : encoded(Heads.NONE)) {
                all.add(change.hash());
            }
            known = all;
        }
        return all;
    }

    @Override
    public List<Change> changesSince(Heads past) {
        return exclusively(() -> {
            if (past.equals(heads)) {
                return List.of();
            }
            List<ChangeHash> mine = past.hashes().stream().filter(known()::contains).toList();
            return encoded(Heads.of(mine));
        });
    }

    private List<Change> encoded(Heads past) {
        return Change.parseAll(document().encodeChangesSince(Values.hashes(past)));
    }

    @Override
    public byte[] save() {
        return exclusively(() -> document().save());
    }

    @Override
    public void close() {
        cleanable.clean();
    }

    /** Runs a call, refusing another one at the same time: the native core has no defence. */
    <T> T exclusively(Supplier<T> call) {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("the document is in use by another call");
        }
        try {
            if (broken) {
                throw new IllegalStateException("the document is unusable after a failed change");
            }
            return call.get();
        } finally {
            busy.set(false);
        }
    }

    Document document() {
        Document open = handle.document;
        if (open == null) {
            throw new IllegalStateException("the document is closed");
        }
        return open;
    }

    /** The document, signing as its own actor. */
    Document writable() {
        Document loaded = document();
        if (!ownActor) {
            handle.document = loaded.fork(actor.toByteArray());
            loaded.free();
            objects.forget();
            ownActor = true;
        }
        return document();
    }

    Objects objects() {
        return objects;
    }

    /** The text at a path, read from the engine when it is not mirrored. */
    TextMirror mirror(Path text) {
        return mirrors.computeIfAbsent(
                text, path -> new TextMirror(objects.text(document(), path, Optional.empty())));
    }

    /** A map, text or value was put or removed: what stood at paths may be something else now. */
    void replaced(Path path) {
        objects.forget();
        mirrors.keySet().removeIf(p -> startsWith(p, path));
    }

    void mirror(Path text, TextMirror mirror) {
        mirrors.put(text, mirror);
    }

    @Nullable TextMirror mirrored(Path text) {
        return mirrors.get(text);
    }

    private static boolean startsWith(Path path, Path start) {
        int length = start.keys().size();
        return path.keys().size() >= length && path.keys().subList(0, length).equals(start.keys());
    }
}
