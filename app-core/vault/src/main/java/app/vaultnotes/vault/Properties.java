package app.vaultnotes.vault;

import app.vaultnotes.document.markdown.FrontMatter;
import java.util.List;
import java.util.Optional;

/** The properties of notes, kept in the front matter of their text. */
public final class Properties {

    private final Session session;
    private final Paths paths;
    private final Notes notes;

    Properties(Session session, Paths paths, Notes notes) {
        this.session = session;
        this.paths = paths;
        this.notes = notes;
    }

    /**
     * The properties of a note in order; broken front matter is a {@code REFUSED} with the line.
     */
    public List<FrontMatter.Property> all(String path) {
        return session.locked(() -> readable(notes.text(paths.note(path).id())).properties());
    }

    private static FrontMatter readable(String text) {
        FrontMatter matter = FrontMatter.of(text);
        matter.problem()
                .ifPresent(problem -> {
                    throw new VaultException(
                            VaultException.Code.REFUSED,
                            problem,
                            "Mend the lines between the two “---” first.");
                });
        return matter;
    }

    /** Sets a property; several values make a list, none removes it. No other byte changes. */
    public Edited set(String path, String key, List<String> values) {
        if (key.isBlank()) {
            throw Paths.invalid("A property needs a name.");
        }
        return session.locked(() -> {
            Item.Note note = paths.note(path);
            String text = notes.text(note.id());
            FrontMatter matter = readable(text);
            Optional<FrontMatter.Replacement> change =
                    values.isEmpty()
                            ? matter.without(key)
                            : Optional.of(matter.with(text, key, values));
            return change.map(c -> notes.rewrite(note.id(), c.applyTo(text)))
                    .orElseGet(() -> notes.edited(note.id()));
        });
    }
}
