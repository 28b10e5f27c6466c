package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.document.markdown.Link;
import app.vaultnotes.document.markdown.MarkdownAnalysis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How links were written before a move that is now taken back. */
final class FormerLinks {

    private final Session session;
    private final boolean takenBack;
    private final Map<Id, Map<Integer, UndoStep.Replaced>> byPlace = new HashMap<>();

    /** For each note what moves wrote into its links. */
    private final Map<Id, Set<String>> written = new HashMap<>();

    private FormerLinks(Session session, boolean takenBack) {
        this.session = session;
        this.takenBack = takenBack;
    }

    /** Of a move that nothing is known of. */
    static FormerLinks none(Session session) {
        return new FormerLinks(session, false);
    }

    /**
     * The links of these edits of a move, as far as nobody has changed them since.
     *
     * @param takenBack whether the move is taken back now, and not done again
     */
    static FormerLinks of(Session session, List<UndoStep.Relinked> edits, boolean takenBack) {
        FormerLinks links = new FormerLinks(session, takenBack);
        links.keep(edits);
        return links;
    }

    private void keep(List<UndoStep.Relinked> edits) {
        for (UndoStep.Relinked edit : edits) {
            if (session.store.catalogue().note(edit.note()).isPresent()) {
                session.inPassing(edit.note(), note -> keep(note, edit));
            }
        }
    }

    private boolean keep(LiveNote note, UndoStep.Relinked edit) {
        UndoStep.Replaced link = edit.link();
        try {
            CrdtReader now = note.document().now();
            int start = now.offset(NoteDocument.TEXT, link.from());
            int end = now.offset(NoteDocument.TEXT, link.to());
            if (end - start == link.inserted().length()
                    && note.text().startsWith(link.inserted(), start)) {
                byPlace.computeIfAbsent(edit.note(), id -> new HashMap<>()).put(start, link);
                return true;
            }
        } catch (CrdtException e) {
            // The place went with a repair or an older backup: the link is rewritten like any
            // other.
        }
        return false;
    }

    /**
     * Whether this link stays as it is where it leads rightly: a move that left it alone is taken
     * back, after which the text is what it was.
     */
    boolean leavesAlone(Id note, NoteContents.WrittenLink link) {
        return takenBack && !written(note).contains(link.written());
    }

    private Set<String> written(Id note) {
        return written.computeIfAbsent(
                note,
                id ->
                        UndoLog.effects(session, id).stream()
                                .map(UndoStep.Replaced::inserted)
                                .collect(Collectors.toSet()));
    }

    /**
     * How the target of a link was written before, if that leads to the same place afterwards.
     *
     * @param shelf of the note, afterwards
     */
    Optional<String> of(
            Id note, NoteContents.WrittenLink link, LinkWorld after, Id shelf, Id place) {
        return Optional.ofNullable(byPlace.getOrDefault(note, Map.of()).get(link.start()))
                .filter(replaced -> replaced.inserted().length() == link.length())
                .map(UndoStep.Replaced::removed)
                .filter(written ->
                        means(written, link.standard())
                                .flatMap(path -> after.resolve(path, shelf, link.standard()))
                                .filter(found -> found.id().equals(place))
                                .isPresent());
    }

    /** The path that a target written so means. */
    private static Optional<String> means(String written, boolean standard) {
        String link = standard ? "[x](" + written + ")" : "[[" + written + "]]";
        return MarkdownAnalysis.of(link).links().stream().map(Link::path).findFirst();
    }
}
