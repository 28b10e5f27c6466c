package app.vaultnotes.vault.exporting;

import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.HtmlRendering;
import app.vaultnotes.document.markdown.Link;
import app.vaultnotes.document.markdown.Passages;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The links of one page, and what its embeds show: a bounded amount, three deep at most, and no
 * note inside of itself. Beyond that an embed is a link.
 */
final class HtmlEmbeds {

    private static final int MAX_EMBEDS = 200;
    private static final int MAX_DEPTH = 3;
    private static final int MAX_CHARS = 500_000;

    private final Vault vault;
    private final NoteForm.Places places;
    private final Catalogue.NoteRow page;
    private int embeds;
    private int chars;

    private record Part(Id note, String fragment) {}

    HtmlEmbeds(Vault vault, NoteForm.Places places, Catalogue.NoteRow page) {
        this.vault = vault;
        this.places = places;
        this.page = page;
    }

    /** Where the links of the page lead. */
    HtmlRendering.Resolver links() {
        return new Links(page, List.of(new Part(page.state().id(), "")));
    }

    private final class Links implements HtmlRendering.Resolver {
        private final Catalogue.NoteRow from;
        private final List<Part> around;

        Links(Catalogue.NoteRow from, List<Part> around) {
            this.from = from;
            this.around = around;
        }

        @Override
        public Optional<String> inside() {
            return around.size() == 1
                    ? Optional.empty()
                    : places.address(page, new Item.Note(from));
        }

        @Override
        public Optional<String> address(Link link) {
            return places.item(from, link).flatMap(item -> places.address(page, item));
        }

        @Override
        public Optional<String> embedded(Link link) {
            Optional<Item> item =
                    link.path().isEmpty()
                            ? Optional.of(new Item.Note(from))
                            : places.item(from, link);
            return item.filter(Item.Note.class::isInstance)
                    .map(note -> ((Item.Note) note).row())
                    .flatMap(row -> embedded(row, link.fragment()));
        }

        private Optional<String> embedded(Catalogue.NoteRow row, String fragment) {
            Part part = new Part(row.state().id(), fragment);
            if (around.contains(part) || around.size() > MAX_DEPTH || ++embeds > MAX_EMBEDS) {
                return Optional.empty();
            }
            String text = vault.notes().text(row.state().id());
            Optional<String> meant = Passages.of(text, fragment).map(range -> range.in(text));
            chars += meant.map(String::length).orElse(0);
            List<Part> all = new ArrayList<>(around);
            all.add(part);
            return meant.filter(any -> chars <= MAX_CHARS)
                    .map(some -> HtmlRendering.of(some, new Links(row, List.copyOf(all))));
        }
    }
}
