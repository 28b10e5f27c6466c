package app.vaultnotes.vault;

import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The edits that keep every link pointing at what it pointed at before a move: exactly the targets
 * that would mean something else afterwards are rewritten, byte for byte in their own manner.
 * Markdown's own links mean what other programs take them for as well: a way from their folder.
 */
final class LinkUpdate {

    private final Session session;
    private final LinkWorld before;
    private final LinkWorld after;
    private final FormerLinks former;
    private final Map<Id, List<TextEdit>> edits = new HashMap<>();
    private final Set<Id> lost = new TreeSet<>();
    private int links;

    /**
     * What a move concerns.
     *
     * @param names keys of names whose meaning can change
     * @param moved notes that are elsewhere afterwards, whose own links can change their meaning
     * @param former how links were written before an earlier move
     */
    record Concerned(Set<String> names, Set<Id> moved, FormerLinks former) {}

    /** Works out the edits. */
    LinkUpdate(Session session, LinkWorld before, LinkWorld after, Concerned concerned) {
        this.session = session;
        this.former = concerned.former();
        this.before = before;
        this.after = after;
        Set<Id> candidates = new TreeSet<>(concerned.moved());
        Set<String> names = new TreeSet<>(concerned.names());
        concerned.names().forEach(name -> addNumbered(name, names));
        names.forEach(
                name -> candidates.addAll(session.store.catalogue().linksNamed(name).keySet()));
        candidates.forEach(this::examine);
    }

    /** Numbers move up and make way: what is shown with one can come to mean something else. */
    private void addNumbered(String key, Set<String> names) {
        List<Catalogue.NoteRow> equal = new ArrayList<>(session.store.catalogue().notesNamed(key));
        ShownNumbers.unnumbered(key, false)
                .map(session.store.catalogue()::notesNamed)
                .ifPresent(equal::addAll);
        for (Catalogue.NoteRow row : equal) {
            names.add(ShownNumbers.shown(row.state().titleKey(), row.ordinal(), false));
        }
    }

    private void examine(Id note) {
        Optional<Catalogue.NoteRow> row = session.store.catalogue().note(note);
        Optional<String> text = session.store.catalogue().text(note);
        if (row.isEmpty() || text.isEmpty()) {
            return;
        }
        Id shelf = row.get().state().shelf();
        Id newShelf = after.shelfOf(note).orElse(shelf);
        List<TextEdit> found = new ArrayList<>();
        int shift = 0;
        for (NoteContents.WrittenLink link : NoteContents.links(text.get())) {
            Optional<String> target = newTarget(note, link, shelf, newShelf);
            if (target.isPresent()) {
                TextEdit edit =
                        new TextEdit(
                                NoteDocument.TEXT,
                                link.start() + shift,
                                link.length(),
                                target.get());
                found.add(edit);
                shift += edit.inserted().length() - edit.deleted();
            }
        }
        if (!found.isEmpty()) {
            edits.put(note, found);
            links += found.size();
        }
    }

    private Optional<String> newTarget(
            Id note, NoteContents.WrittenLink link, Id shelf, Id newShelf) {
        Optional<LinkWorld.Place> meant = before.resolve(link.target(), shelf, link.standard());
        Optional<Id> means =
                after.resolve(link.target(), newShelf, link.standard()).map(LinkWorld.Place::id);
        if (meant.isEmpty()) {
            return Optional.empty();
        }
        LinkWorld.Place place = after.placeOf(meant.get());
        boolean follows = means.equals(Optional.of(place.id()));
        Optional<String> back = former.of(note, link, after, newShelf, place.id());
        if (back.isPresent()) {
            return back;
        }
        boolean stays =
                former.leavesAlone(note, link)
                        || !leavesItsWay(link, shelf, newShelf, meant.get(), place);
        if (follows && stays) {
            return Optional.empty();
        }
        Optional<String> target =
                after.spell(place, link.target(), newShelf, link.standard())
                        .flatMap(spelling -> link.rewritten(spelling, place.note()));
        if (target.isEmpty() && !follows) {
            lost.add(note);
        }
        return target;
    }

    /** Whether a link that other programs could follow would lead only this one there. */
    private boolean leavesItsWay(
            NoteContents.WrittenLink link,
            Id shelf,
            Id newShelf,
            LinkWorld.Place meant,
            LinkWorld.Place place) {
        return link.standard()
                && before.isNear(link.target(), shelf, meant)
                && !after.isNear(link.target(), newShelf, place);
    }

    /** Notes with links that cannot follow: the new name has characters that end a link. */
    Set<Id> lost() {
        return lost;
    }

    /** The edits of one note's text. */
    List<TextEdit> edits(Id note) {
        return edits.getOrDefault(note, List.of());
    }

    /** Edits all notes but one. */
    void others(Batch batch, Id but) {
        edits.forEach((id, changes) -> {
            if (!id.equals(but)) {
                batch.noteInPassing(id, changes, Batch.Step.EFFECT);
            }
        });
    }

    /** How many links are rewritten. */
    int links() {
        return links;
    }

    /** In how many notes. */
    int notes() {
        return edits.size();
    }
}
