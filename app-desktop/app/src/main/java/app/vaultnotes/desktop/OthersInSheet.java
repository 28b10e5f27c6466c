package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.NoteEditor;
import app.vaultnotes.desktop.editor.OtherCaret;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.sharing.Company.Fellow;
import app.vaultnotes.vault.Vault;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;

/**
 * Who else writes in the note of a sheet, shown in its editor. Their places are asked of the vault,
 * one question at a time. For the JavaFX thread.
 */
final class OthersInSheet {

    private final Id note;
    private final NoteEditor editor;
    private final Supplier<VaultLane> lane;
    private List<Fellow> here = List.of();
    private boolean asking;
    private boolean again;

    OthersInSheet(Id note, NoteEditor editor, Supplier<VaultLane> lane) {
        this.note = note;
        this.editor = editor;
        this.lane = lane;
    }

    /** These are there now. */
    void show(List<Fellow> now) {
        if (!now.equals(here)) {
            here = now;
            look();
        }
    }

    /** Who is there, those first who came first. */
    List<Fellow> here() {
        return here;
    }

    /** The note is another one now: their letters may have come. */
    void look() {
        if (here.isEmpty()) {
            editor.showOthers(List.of());
        } else if (asking) {
            again = true;
        } else {
            ask(here);
        }
    }

    private void ask(List<Fellow> wanted) {
        asking = true;
        CompletableFuture<List<OtherCaret>> _ =
                lane.get()
                        .ask(vault -> wanted.stream().map(each -> found(vault, each)).toList())
                        .whenComplete((found, failure) ->
                                Platform.runLater(() -> {
                                    asking = false;
                                    if (failure == null && wanted.equals(here)) {
                                        editor.showOthers(found);
                                    }
                                    if (again) {
                                        again = false;
                                        look();
                                    }
                                }));
    }

    private OtherCaret found(Vault vault, Fellow fellow) {
        return new OtherCaret(
                fellow,
                vault.notes().offset(note, fellow.caret().anchor()),
                vault.notes().offset(note, fellow.caret().at()));
    }
}
