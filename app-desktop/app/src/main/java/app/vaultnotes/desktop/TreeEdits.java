package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Trash;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several things of a vault moved or thrown away at once, with one way back for all. For the
 * vault's lane.
 */
final class TreeEdits {

    private final Vault vault;

    TreeEdits(Vault vault) {
        this.vault = vault;
    }

    /** What came of wanting to move things. */
    sealed interface Outcome {}

    /** Nothing was moved: a folder would have come to lie in itself. */
    record Circle(String name) implements Outcome {}

    /**
     * What could be moved was.
     *
     * @param folder the name of where it lies now; empty for the vault's top
     * @param first the name of the first that was moved; empty when none was
     * @param former where each lay before
     * @param stayed the names of those that stayed, since one of that name is there already
     */
    record Moved(String folder, String first, Map<Id, Id> former, List<String> stayed)
            implements Outcome {}

    /**
     * What went into the trash.
     *
     * @param first the name of the first of them
     * @param things what was put there
     * @param notes all notes that lie there now, those in folders too
     * @param before what of the folders lay there before
     */
    record Trashed(String first, List<Id> things, Set<Id> notes, List<Id> before) {}

    /** Moves things into a folder. What lies in it already stays, without a word. */
    Outcome move(List<Id> things, Id folder) {
        List<Item> items = topmost(things);
        for (Item item : items) {
            boolean circle =
                    item instanceof Item.Folder && vault.paths().above(folder).contains(item.id());
            if (circle || item.id().equals(folder)) {
                return new Circle(name(item));
            }
        }
        String path = vault.paths().of(folder) + "/";
        Map<Id, Id> former = new LinkedHashMap<>();
        List<String> stayed = new ArrayList<>();
        String first = "";
        for (Item item : items) {
            Id from = parent(item);
            if (!from.equals(folder) && into(item, path, stayed)) {
                first = former.isEmpty() ? name(item) : first;
                former.put(item.id(), from);
            }
        }
        return new Moved(vault.paths().nameOf(folder), first, former, stayed);
    }

    private boolean into(Item item, String path, List<String> stayed) {
        try {
            vault.moves().move(item.id().toString(), path);
            return true;
        } catch (VaultException e) {
            if (e.code() != VaultException.Code.EXISTS) {
                throw e;
            }
            stayed.add(name(item));
            return false;
        }
    }

    /** Puts things back to where they lay, the last first; how many are there again. */
    int moveBack(Map<Id, Id> former) {
        List<Map.Entry<Id, Id>> last = new ArrayList<>(former.entrySet());
        List<String> stayed = new ArrayList<>();
        int back = 0;
        for (Map.Entry<Id, Id> each : last.reversed()) {
            Item item = vault.paths().item(each.getKey().toString());
            back += into(item, vault.paths().of(each.getValue()) + "/", stayed) ? 1 : 0;
        }
        return back;
    }

    /** Puts things into the trash. */
    Trashed trash(List<Id> things) {
        List<Item> items = topmost(things);
        String first = items.isEmpty() ? "" : name(items.get(0));
        List<Id> done = new ArrayList<>();
        List<Id> before = new ArrayList<>();
        for (Item item : items) {
            vault.trash().left(item.id().toString()).forEach(entry -> before.add(entry.id()));
            vault.trash().put(item.id().toString());
            done.add(item.id());
        }
        Set<Id> notes = new HashSet<>();
        for (Trash.Entry entry : vault.trash().entries()) {
            if (done.contains(entry.mark().with()) && entry.kind().equals("note")) {
                notes.add(entry.id());
            }
        }
        return new Trashed(first, done, notes, before);
    }

    /** Brings back from the trash what was put there, and nothing that lay there before. */
    int restore(Trashed done) {
        done.things().reversed().forEach(id -> vault.trash().restore(id.toString()));
        for (Id id : done.before()) {
            if (!vault.paths().all(id.toString()).isEmpty()) {
                vault.trash().put(id.toString());
            }
        }
        return done.things().size();
    }

    /** The things without those that lie in others of them, which go along. */
    private List<Item> topmost(List<Id> things) {
        Set<Id> all = new LinkedHashSet<>(things);
        List<Item> top = new ArrayList<>();
        for (Id id : all) {
            Item item = vault.paths().item(id.toString());
            if (vault.paths().above(parent(item)).stream().noneMatch(all::contains)) {
                top.add(item);
            }
        }
        return top;
    }

    private Id parent(Item item) {
        return switch (item) {
            case Item.Note note -> note.row().state().shelf();
            case Item.File file -> file.row().state().shelf();
            case Item.Folder folder -> parent(folder.id());
        };
    }

    /** The folder above one, or the vault's top. */
    private Id parent(Id folder) {
        List<Id> above = vault.paths().above(folder);
        return above.size() < 2 ? Id.ROOT : above.get(above.size() - 2);
    }

    private String name(Item item) {
        return switch (item) {
            case Item.Note note -> note.row().state().title();
            case Item.File file -> file.row().state().name();
            case Item.Folder folder -> vault.paths().nameOf(folder.id());
        };
    }

    /** The paths of all folders, by their ids, in the order of their names. */
    List<Map.Entry<Id, String>> folders() {
        return vault.catalogue().folders().stream()
                .filter(f -> f.trashed().isEmpty())
                .map(f -> Map.entry(f.id(), vault.paths().of(f.id())))
                .sorted(Map.Entry.comparingByValue())
                .toList();
    }
}
