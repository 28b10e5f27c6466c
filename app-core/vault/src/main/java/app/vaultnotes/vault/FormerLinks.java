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

/** How links were written before a move that is now taken back. */
final class FormerLinks {

    private final Map<Id, Map<Integer, UndoStep.Replaced>> byPlace = new HashMap<>();

    /** The links of these edits that nobody has changed since. */
    FormerLinks(Session session, List<UndoStep.Relinked> edits) {
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

    /** How the target of this link was written before. */
    Optional<String> of(Id note, NoteContents.WrittenLink link) {
        return Optional.ofNullable(byPlace.getOrDefault(note, Map.of()).get(link.start()))
                .filter(replaced -> replaced.inserted().length() == link.length())
                .map(UndoStep.Replaced::removed);
    }

    /** The path that a target written so means. */
    Optional<String> means(String written, boolean standard) {
        String link = standard ? "[x](" + written + ")" : "[[" + written + "]]";
        return MarkdownAnalysis.of(link).links().stream().map(Link::path).findFirst();
    }
}
