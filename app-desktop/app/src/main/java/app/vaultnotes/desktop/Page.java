package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.TextPatch;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.layout.BorderPane;

/** What a tab shows: a note, a search, the trash. For the JavaFX thread. */
abstract class Page extends BorderPane {

    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");

    Page() {
        getStyleClass().add("vn-sheet");
        Corners.of(this);
    }

    /** What its tab says. */
    final ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** What its tab says. */
    final String title() {
        return title.get();
    }

    /** Gives its tab another name. */
    final void setTitle(String name) {
        title.set(name);
    }

    /** What it is, in words that can be written down and opened again. */
    abstract PageName name();

    /** The note that it shows. */
    Optional<Id> note() {
        return Optional.empty();
    }

    /** The icon before its title; empty for notes, which need none. */
    Optional<String> icon() {
        return Optional.empty();
    }

    /** Gives the keys to what one writes in. */
    abstract void takeFocus();

    /** Something of the vault changed, whoever changed it. */
    abstract void changed(Set<Id> documents);

    /** The text of a note changed, whoever changed it. */
    void patched(TextPatch patch) {}

    /** Shows whether there is something to go back to, and something to go forward to. */
    void showSteps(boolean back, boolean forward) {}

    /** Takes on the look that is chosen now. */
    void dress(Preferences preferences) {}

    /** Saves what is not saved; says whether all of it is on the disk then. */
    CompletableFuture<Boolean> flush() {
        return CompletableFuture.completedFuture(true);
    }
}
