package app.vaultnotes.vault;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.FolderTree;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mends links that two copies rewrote at once. When both move a note, both write its new path into
 * every link to it, and merged text holds the two one after the other: {@code [[IdeaScheme]]}. The
 * part that names the place the note lost is taken out.
 *
 * <p>Only deletes: two copies that mend the same link at once delete the same characters, which is
 * the same as deleting them once.
 */
final class DoubledLinks {

    private static final int MAX_TARGET_CHARS = 1_000;

    private final Session session;
    private final Store other;
    private final FolderTree treeBefore;
    private final Map<Id, LinkWorld.Place> before = new HashMap<>();
    private final Set<Id> texts = new HashSet<>();

    /** Prepares for a merge with another store, before anything of it is brought in. */
    DoubledLinks(Session session, Store other) {
        this.session = session;
        this.other = other;
        this.treeBefore = session.folders();
    }

    /** Notes where a note or file is before the merge changes it. */
    void remember(Id id) {
        place(session.store.catalogue(), id).ifPresent(place -> before.put(id, place));
    }

    private static Optional<LinkWorld.Place> place(Catalogue catalogue, Id id) {
        return catalogue
                .note(id)
                .map(row -> LinkWorld.Place.of(row.state()))
                .or(() -> catalogue.file(id).map(row -> LinkWorld.Place.of(row.state())));
    }

    /** Notes that a note has edits of both copies. */
    void merged(Id note) {
        texts.add(note);
    }

    /** Mends what there is to mend, in one transaction. */
    void mend() {
        Set<Id> moved = texts.isEmpty() ? Set.of() : moved();
        if (moved.isEmpty()) {
            return;
        }
        Worlds worlds = new Worlds(moved);
        Batch batch = Batch.unasked(session);
        for (Id id : texts) {
            List<TextEdit> edits = session.inPassing(id, note -> worlds.edits(id, note.text()));
            if (!edits.isEmpty()) {
                batch.noteInPassing(id, edits, Batch.Step.EFFECT);
            }
        }
        if (!batch.isEmpty()) {
            batch.commit();
        }
    }

    /** Notes and files that were in another place here than there. */
    private Set<Id> moved() {
        Set<Id> moved = new HashSet<>();
        before.forEach((id, place) -> {
            if (!place(other.catalogue(), id).equals(Optional.of(place))) {
                moved.add(id);
            }
        });
        FolderTree treeThere = Session.folders(other);
        Set<Id> folders = new HashSet<>();
        treeBefore.all().stream()
                .filter(f -> treeThere.contains(f.id()) && !samePlace(treeThere, f.id()))
                .forEach(f -> folders.addAll(treeBefore.subtree(f.id())));
        session.store.catalogue().notesOf(folders).forEach(row -> moved.add(row.state().id()));
        session.store.catalogue().filesOf(folders).forEach(row -> moved.add(row.state().id()));
        return moved;
    }

    private boolean samePlace(FolderTree treeThere, Id folder) {
        return treeThere.parent(folder).equals(treeBefore.parent(folder))
                && treeThere
                        .folder(folder)
                        .map(f -> f.name())
                        .equals(treeBefore.folder(folder).map(f -> f.name()));
    }

    /** What links mean now, meant here before, and mean there. */
    private final class Worlds {
        private final Set<Id> moved;
        private final Set<String> names = new HashSet<>();
        private final LinkWorld now;
        private final LinkWorld here;
        private final LinkWorld there;

        Worlds(Set<Id> moved) {
            Catalogue mine = session.store.catalogue();
            this.moved = moved;
            this.now = new LinkWorld(mine, new FolderPaths(session.folders()), Map.of());
            this.here = new LinkWorld(mine, new FolderPaths(treeBefore), before);
            this.there =
                    new LinkWorld(
                            other.catalogue(), new FolderPaths(Session.folders(other)), Map.of());
            for (Id id : moved) {
                place(mine, id).ifPresent(this::name);
                place(other.catalogue(), id).ifPresent(this::name);
                Optional.ofNullable(before.get(id)).ifPresent(this::name);
            }
        }

        private void name(LinkWorld.Place place) {
            names.add(NoteContents.nameKey(place.name()));
        }

        List<TextEdit> edits(Id note, String text) {
            Id shelf =
                    session.store.catalogue().note(note).map(r -> r.state().shelf()).orElse(null);
            List<TextEdit> edits = new ArrayList<>();
            int shift = 0;
            for (NoteContents.WrittenLink link : NoteContents.links(text)) {
                if (shelf != null && isOpen(link, shelf)) {
                    Optional<TextEdit> edit = edit(text, link, shelf, shift);
                    edit.ifPresent(edits::add);
                    shift -= edit.map(TextEdit::deleted).orElse(0);
                }
            }
            return edits;
        }

        private boolean isOpen(NoteContents.WrittenLink link, Id shelf) {
            return link.target().length() <= MAX_TARGET_CHARS
                    && now.resolve(link.target(), shelf, link.standard()).isEmpty();
        }

        private Optional<TextEdit> edit(
                String text, NoteContents.WrittenLink link, Id shelf, int shift) {
            String target = link.target();
            for (int split = 1; split < target.length(); split++) {
                String first = target.substring(0, split);
                String second = target.substring(split);
                if (isNamed(first) && isNamed(second)) {
                    Optional<String> kept =
                            keeps(first, second, link, shelf)
                                    ? Optional.of(first)
                                    : keeps(second, first, link, shelf)
                                            ? Optional.of(second)
                                            : Optional.empty();
                    if (kept.isPresent()) {
                        boolean note = leadsToNote(kept.get(), link, shelf);
                        String path = note ? LinkWorld.withoutExtension(kept.get()) : kept.get();
                        boolean beginning = kept.get().equals(first);
                        return link.rewritten(path, note)
                                .flatMap(raw -> deletion(text, link, raw, beginning, shift));
                    }
                }
            }
            return Optional.empty();
        }

        private boolean isNamed(String part) {
            return names.contains(NoteContents.nameKey(part));
        }

        /** Whether one part means a moved note now, and the other one meant it in a copy. */
        private boolean keeps(String kept, String lost, NoteContents.WrittenLink link, Id shelf) {
            Optional<Id> meant = meaning(now, kept, link, shelf).filter(moved::contains);
            return meant.isPresent()
                    && (meaning(here, lost, link, shelf).equals(meant)
                            || meaning(there, lost, link, shelf).equals(meant));
        }

        private static Optional<Id> meaning(
                LinkWorld world, String target, NoteContents.WrittenLink link, Id shelf) {
            return world.resolve(target, shelf, link.standard()).map(LinkWorld.Place::id);
        }

        private boolean leadsToNote(String path, NoteContents.WrittenLink link, Id shelf) {
            return now.resolve(path, shelf, link.standard())
                    .map(LinkWorld.Place::note)
                    .orElse(false);
        }

        /**
         * Leaves one part of a target.
         *
         * @param raw the part as it is written
         * @param beginning whether it is the first
         */
        private static Optional<TextEdit> deletion(
                String text,
                NoteContents.WrittenLink link,
                String raw,
                boolean beginning,
                int shift) {
            String written = text.substring(link.start(), link.start() + link.length());
            boolean stands = beginning ? written.startsWith(raw) : written.endsWith(raw);
            return stands
                    ? Optional.of(
                            new TextEdit(
                                    NoteDocument.TEXT,
                                    link.start() + shift + (beginning ? raw.length() : 0),
                                    written.length() - raw.length(),
                                    ""))
                    : Optional.empty();
        }
    }
}
