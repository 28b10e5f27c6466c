package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Vault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** The folders of a vault with what lies in them. A folder is read when it is opened. */
final class FolderTreeView extends TreeView<VaultEntry> {

    private static final VaultEntry TOP = new VaultEntry(VaultEntry.Kind.FOLDER, Id.ROOT, "");
    private static final int MOST_ROWS = 10_000;

    private final VaultLane lane;
    private final Preferences preferences;
    private final Map<Id, TreeItem<VaultEntry>> shown = new HashMap<>();

    /**
     * The tree of a vault; empty until it is told to {@link #reload}.
     *
     * @param open told of a note that is to be opened
     * @param move moves something to a path
     */
    FolderTreeView(
            VaultLane lane, Preferences preferences, Consumer<Id> open, TreeCells.Moves move) {
        this.lane = lane;
        this.preferences = preferences;
        TreeItem<VaultEntry> root = new TreeItem<>(TOP);
        root.setExpanded(true);
        setRoot(root);
        setShowRoot(false);
        setEditable(true);
        setAccessibleText(Words.of("sidebar.toggle"));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        shown.put(Id.ROOT, root);
        TreeDrag drag = new TreeDrag(this, move);
        TreeIndent.follow(this);
        setCellFactory(view -> new TreeCells(move, drag));
        setOnMouseClicked(e -> {
            if (e.getButton() == MouseButton.PRIMARY && e.isStillSincePress() && !isAdding(e)) {
                openSelected(open);
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, e -> key(e, open, move));
    }

    private void key(KeyEvent e, Consumer<Id> open, TreeCells.Moves move) {
        if (getEditingItem() != null) {
            return;
        }
        if (e.getCode() == KeyCode.ENTER) {
            openSelected(open);
            e.consume();
        } else if (e.getCode() == KeyCode.DELETE && !allSelected().isEmpty()) {
            move.trash();
            e.consume();
        }
    }

    /** Whether a click takes rows to those that are selected, or from them. */
    private static boolean isAdding(MouseEvent e) {
        return e.isShiftDown() || e.isShortcutDown();
    }

    private void openSelected(Consumer<Id> open) {
        if (getSelectionModel().getSelectedItems().size() == 1) {
            selected()
                    .filter(e -> e.kind() == VaultEntry.Kind.NOTE)
                    .ifPresent(e -> open.accept(e.id()));
        }
    }

    /** The one row that is selected. */
    Optional<VaultEntry> selected() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem()).map(TreeItem::getValue);
    }

    /** All rows that are selected, from above to below. */
    List<VaultEntry> allSelected() {
        return getSelectionModel().getSelectedIndices().stream()
                .sorted()
                .flatMap(row -> Optional.ofNullable(getTreeItem(row)).stream())
                .map(TreeItem::getValue)
                .toList();
    }

    /** The rows that commands are about: those selected, as long as the tree has the keys. */
    List<VaultEntry> atHand() {
        boolean hasKeys = getScene() != null && equals(getScene().getFocusOwner());
        return hasKeys ? allSelected() : List.of();
    }

    /** Reads again what is shown. */
    void reload() {
        Set<Id> open = new HashSet<>();
        shown.forEach((id, item) -> {
            if (item.isExpanded()) {
                open.add(id);
            }
        });
        Catalogue.Sort sort = sort();
        lane.ask(
                vault -> {
                    Map<Id, List<VaultEntry>> read = new HashMap<>();
                    open.forEach(id -> read.put(id, children(vault, id, sort)));
                    return read;
                },
                read -> read.forEach(this::fill));
    }

    private Catalogue.Sort sort() {
        return switch (preferences.get(Preferences.Key.TREE_SORT)) {
            case "updated" -> Catalogue.Sort.UPDATED;
            case "created" -> Catalogue.Sort.CREATED;
            default -> Catalogue.Sort.NAME;
        };
    }

    boolean isSortedByName() {
        return sort() == Catalogue.Sort.NAME;
    }

    /** Sorts notes by name, then by when they were edited, then by when they were made. */
    String nextSort() {
        Catalogue.Sort next =
                switch (sort()) {
                    case NAME -> Catalogue.Sort.UPDATED;
                    case UPDATED -> Catalogue.Sort.CREATED;
                    case CREATED -> Catalogue.Sort.NAME;
                };
        String word = next.name().toLowerCase(java.util.Locale.ROOT);
        preferences.set(Preferences.Key.TREE_SORT, word);
        reload();
        return word;
    }

    private static List<VaultEntry> children(Vault vault, Id folder, Catalogue.Sort sort) {
        List<VaultEntry> children = new ArrayList<>();
        for (Id id : vault.paths().foldersIn(folder)) {
            children.add(new VaultEntry(VaultEntry.Kind.FOLDER, id, vault.paths().nameOf(id)));
        }
        Catalogue.Page page = new Catalogue.Page(sort, 0, MOST_ROWS);
        for (Catalogue.NoteRow row : vault.catalogue().notesIn(folder, page)) {
            children.add(new VaultEntry(VaultEntry.Kind.NOTE, row.state().id(), title(row)));
        }
        for (Catalogue.FileRow row : vault.catalogue().filesIn(folder, page)) {
            children.add(
                    new VaultEntry(VaultEntry.Kind.FILE, row.state().id(), row.state().name()));
        }
        return children;
    }

    private static String title(Catalogue.NoteRow row) {
        String title = row.state().title();
        return row.ordinal() > 1 ? title + " (" + row.ordinal() + ")" : title;
    }

    /**
     * Shows these rows in a folder; rows that stay keep their place, their folding and selection.
     */
    private void fill(Id folder, List<VaultEntry> entries) {
        TreeItem<VaultEntry> parent = shown.get(folder);
        if (parent == null) {
            return;
        }
        Map<Id, TreeItem<VaultEntry>> before = new HashMap<>();
        parent.getChildren().forEach(item -> before.put(item.getValue().id(), item));
        List<TreeItem<VaultEntry>> items = new ArrayList<>();
        for (VaultEntry entry : entries) {
            TreeItem<VaultEntry> item = before.remove(entry.id());
            if (item == null) {
                item = item(entry);
            } else if (!item.getValue().equals(entry)) {
                item.setValue(entry);
            }
            items.add(item);
        }
        before.keySet().forEach(shown::remove);
        if (!parent.getChildren().equals(items)) {
            List<VaultEntry> selected = allSelected();
            parent.getChildren().setAll(items);
            select(selected);
        }
    }

    /** Rows that came and went moved the selection to others: back to those that it was on. */
    private void select(List<VaultEntry> entries) {
        int[] rows =
                entries.stream()
                        .flatMap(entry -> Optional.ofNullable(shown.get(entry.id())).stream())
                        .mapToInt(this::getRow)
                        .filter(row -> row >= 0)
                        .toArray();
        getSelectionModel().clearSelection();
        if (rows.length > 0) {
            getSelectionModel().selectIndices(rows[0], rows);
        }
    }

    private TreeItem<VaultEntry> item(VaultEntry entry) {
        if (!entry.isFolder()) {
            TreeItem<VaultEntry> leaf = new TreeItem<>(entry);
            shown.put(entry.id(), leaf);
            return leaf;
        }
        TreeItem<VaultEntry> folder =
                new TreeItem<>(entry) {
                    @Override
                    public boolean isLeaf() {
                        return false;
                    }
                };
        shown.put(entry.id(), folder);
        folder.expandedProperty()
                .addListener((o, was, open) -> {
                    if (open) {
                        Catalogue.Sort sort = sort();
                        lane.ask(
                                v -> children(v, entry.id(), sort), read -> fill(entry.id(), read));
                    }
                });
        return folder;
    }

    /** Opens the folders above a note and selects it. */
    void reveal(Id note) {
        Catalogue.Sort sort = sort();
        lane.ask(
                vault -> {
                    Map<Id, List<VaultEntry>> way = new java.util.LinkedHashMap<>();
                    vault.catalogue()
                            .note(note)
                            .ifPresent(row -> {
                                for (Id folder : vault.paths().above(row.state().shelf())) {
                                    way.put(folder, children(vault, folder, sort));
                                }
                            });
                    return way;
                },
                way -> {
                    way.forEach((folder, entries) -> {
                        fill(folder, entries);
                        Optional.ofNullable(shown.get(folder)).ifPresent(i -> i.setExpanded(true));
                    });
                    select(note);
                });
    }

    private void select(Id note) {
        TreeItem<VaultEntry> item = shown.get(note);
        if (item != null) {
            int row = getRow(item);
            getSelectionModel().clearAndSelect(row);
            scrollToVisible(row);
        }
    }

    private void scrollToVisible(int row) {
        boolean visible =
                lookupAll(".tree-cell").stream()
                        .anyMatch(n ->
                                n instanceof TreeCells cell
                                        && cell.isVisible()
                                        && cell.getIndex() == row);
        if (!visible) {
            scrollTo(Math.max(0, row - 3));
        }
    }

    /** Lets the name of a row be written anew where it stands. */
    void rename(Id id) {
        TreeItem<VaultEntry> item = shown.get(id);
        if (item != null) {
            edit(item);
        }
    }
}
