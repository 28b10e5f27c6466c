package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.live.Target;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Vault;
import java.util.Optional;

/** What links lead to, for a look at it. For the vault's lane. */
final class Peeks {

    private Peeks() {}

    /**
     * The text that a link means.
     *
     * @param from the note with the link
     * @param own the text of that note as it stands, for links into it
     */
    static Optional<NoteEditor.Peeked> find(Vault vault, Id from, Target.Wiki link, String own) {
        Catalogue.NoteRow here = vault.catalogue().note(from).orElseThrow();
        if (link.path().isEmpty()) {
            return Optional.of(
                    new NoteEditor.Peeked(
                            here.state().title(), Fragments.part(own, link.fragment())));
        }
        return vault.links()
                .resolve(link.path(), here.state().shelf(), false)
                .flatMap(item -> vault.catalogue().note(item.id()))
                .map(row ->
                        new NoteEditor.Peeked(
                                row.state().title(),
                                Fragments.part(
                                        vault.notes().text(row.state().id()), link.fragment())));
    }
}
