package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import java.util.Optional;

/** What a tab shows, in words that outlive it. */
sealed interface PageName {

    /** A note. */
    record Note(Id id) implements PageName {}

    /** Hits of a query. */
    record Search(String query) implements PageName {}

    /** What was thrown away. */
    record Trash() implements PageName {}

    /** What came from another copy of the vault. */
    record Merged() implements PageName {}

    /** This name in one line. */
    default String written() {
        return switch (this) {
            case Note note -> "note:" + note.id();
            case Search search -> "search:" + search.query();
            case Trash _ -> "trash:";
            case Merged _ -> "merged:";
        };
    }

    /** The name that was written so; empty for anything else. */
    static Optional<PageName> read(String written) {
        int colon = written.indexOf(':');
        String rest = written.substring(colon + 1);
        return switch (written.substring(0, Math.max(0, colon))) {
            case "note" -> Id.parse(rest).map(Note::new);
            case "search" -> Optional.of(new Search(rest));
            case "trash" -> Optional.of(new Trash());
            case "merged" -> Optional.of(new Merged());
            default -> Optional.empty();
        };
    }
}
