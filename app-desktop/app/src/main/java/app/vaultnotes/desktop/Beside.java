package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.markdown.MarkdownAnalysis;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Links;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;

/** Keeps what stands beside a note in step with its text, a moment after the last key. */
final class Beside {

    private static final Duration AFTER = Duration.millis(300);
    private static final Duration MOVED_AFTER = Duration.millis(100);

    private final VaultLane lane;
    private final FolderTreeView tree;
    private final RightPanel right;
    private final StatusBar status;
    private final Supplier<Optional<NoteSheet>> current;
    private final PauseTransition wait = new PauseTransition(AFTER);
    private final PauseTransition moved = new PauseTransition(MOVED_AFTER);

    /** Whether what stands beside notes was put there. */
    private boolean begun;

    /** Whether something is in the vault by now that may link elsewhere. */
    private boolean relinked;

    /**
     * For a window's tree, panel and status bar; empty until it {@linkplain #begin begins}.
     *
     * @param current the sheet that is shown
     */
    Beside(
            VaultLane lane,
            FolderTreeView tree,
            RightPanel right,
            StatusBar status,
            Supplier<Optional<NoteSheet>> current) {
        this.lane = lane;
        this.tree = tree;
        this.right = right;
        this.status = status;
        this.current = current;
        right.links().onMore(() -> current.get().ifPresent(this::showLinks));
        wait.setOnFinished(e -> analyse());
        moved.setOnFinished(e -> current.get().ifPresent(this::showPlace));
    }

    /** The text of the note that is shown was typed in; the vault does not know yet. */
    void typed() {
        wait.playFromStart();
    }

    /** Something changed in the vault. */
    void changed() {
        relinked = true;
        wait.playFromStart();
    }

    private void analyse() {
        current.get()
                .ifPresent(sheet -> {
                    showText(sheet);
                    showPlace(sheet);
                    if (relinked) {
                        showLinks(sheet);
                    }
                });
    }

    private boolean isShown(Id note) {
        return current.get().flatMap(NoteSheet::note).equals(Optional.of(note));
    }

    /** Puts there what stands beside the notes, and keeps it in step from now on. */
    void begin() {
        begun = true;
        right.begin();
        show();
    }

    /** Whether it began. */
    boolean isBegun() {
        return begun;
    }

    /** Shows what belongs to the note that is at the front now; nothing when none is. */
    void show() {
        if (begun) {
            current.get().ifPresentOrElse(this::show, this::clear);
        }
    }

    private void clear() {
        right.clear();
        status.showWords(-1);
        status.showPlace(Optional.empty());
    }

    private void show(NoteSheet sheet) {
        tree.reveal(sheet.note().orElseThrow());
        follow(sheet);
        showText(sheet);
        showLinks(sheet);
    }

    /** Follows the caret by what moves it, a moment later: it has no part in typing. */
    private void follow(NoteSheet sheet) {
        sheet.setOnKeyReleased(e -> moved.playFromStart());
        sheet.setOnMouseReleased(e -> moved.playFromStart());
        showPlace(sheet);
    }

    private void showPlace(NoteSheet sheet) {
        right.showPlace(sheet.editor().caret());
        boolean isWritten =
                sheet.editor().mode() != NoteEditor.Mode.READING
                        && sheet.editor().mode() != NoteEditor.Mode.LOCKED
                        && sheet.history().isEmpty();
        status.showPlace(Optional.of(sheet.editor().caretPlace()).filter(at -> isWritten));
    }

    private void showText(NoteSheet sheet) {
        Id note = sheet.note().orElseThrow();
        String text = sheet.editor().text();
        right.follow(Optional.of(sheet));
        CompletableFuture<Void> _ =
                CompletableFuture.supplyAsync(() -> MarkdownAnalysis.of(text))
                        .thenAccept(analysis ->
                                Platform.runLater(() -> {
                                    if (isShown(note)) {
                                        right.showOutline(analysis.headings());
                                        status.showWords(analysis.words());
                                    }
                                }));
    }

    private void showLinks(NoteSheet sheet) {
        Id note = sheet.note().orElseThrow();
        Links.Most most = right.links().most(note);
        relinked = false;
        lane.ask(
                vault -> {
                    Item.Note item = vault.paths().note(note.toString());
                    return LinkedHere.Shown.of(vault.links().around(item, most));
                },
                found -> {
                    if (isShown(note)) {
                        right.links().show(found);
                    }
                });
    }
}
