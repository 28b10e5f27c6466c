package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.List;

/** Notes, files and folders that people want at hand. They travel with the vault. */
public final class Bookmarks {

    /** Most bookmarked files and folders; they stand in the tree, which is always in memory. */
    public static final int MAX_PLACES = 1_000;

    private static final String SETTING = "bookmark:";

    private final Session session;
    private final Paths paths;
    private final Notes notes;

    Bookmarks(Session session, Paths paths, Notes notes) {
        this.session = session;
        this.paths = paths;
        this.notes = notes;
    }

    /** All living things that are bookmarked: folders by path, then notes and files by name. */
    public List<Item> all() {
        return session.locked(() -> {
            List<Item> all = new ArrayList<>();
            List<Id> places = places();
            places.stream()
                    .filter(session.folders()::isLiving)
                    .map(Item.Folder::new)
                    .sorted(java.util.Comparator.comparing(paths::of))
                    .forEach(all::add);
            session.store.catalogue().bookmarked().stream().map(Item.Note::new).forEach(all::add);
            places.stream()
                    .flatMap(id -> session.store.catalogue().file(id).stream())
                    .filter(Paths::living)
                    .map(Item.File::new)
                    .sorted(java.util.Comparator.comparing(file -> file.row().state().nameKey()))
                    .forEach(all::add);
            return all;
        });
    }

    private List<Id> places() {
        return session.tree().settings().keySet().stream()
                .filter(name -> name.startsWith(SETTING))
                .flatMap(name -> Id.parse(name.substring(SETTING.length())).stream())
                .toList();
    }

    /** Whether something is bookmarked. */
    public boolean has(Item item) {
        return item instanceof Item.Note note
                ? note.row().state().bookmarked()
                : session.locked(() -> places().contains(item.id()));
    }

    /** Bookmarks what a path means, or takes the bookmark away. */
    public void mark(String path, boolean marked) {
        session.locked(() -> {
            Item item = paths.item(path);
            if (item instanceof Item.Note) {
                notes.bookmark(item.id().toString(), marked);
                return true;
            }
            if (marked && places().size() >= MAX_PLACES) {
                throw Paths.invalid("There can be " + MAX_PLACES + " bookmarks of folders.");
            }
            Batch batch = new Batch(session);
            batch.setting(SETTING + item.id(), marked ? "yes" : "");
            if (!batch.isEmpty()) {
                batch.commit();
            }
            return true;
        });
    }
}
