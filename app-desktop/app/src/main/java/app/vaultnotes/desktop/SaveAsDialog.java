package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.NewVault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** Saves a vault as a new one, which is its user's alone, and opens that. */
final class SaveAsDialog {

    private static final int WIDTH = 480;

    private final AppWindow window;
    private final FormDialog form;
    private final FolderField folder;

    private SaveAsDialog(AppWindow window) {
        this.window = window;
        this.form = FormDialog.open(window, WIDTH);
        this.folder = new FolderField(window, Words.of("saveas.name", window.vault().name()));
        form.show(
                Words.of("saveas.title"),
                List.of(FormDialog.about(Words.of("saveas.about")), folder),
                form.cancel("cancel"),
                FormDialog.go("saveas.go", this::save));
    }

    /** Asks where to. */
    static void open(AppWindow window) {
        new SaveAsDialog(window);
    }

    private void save() {
        Optional<Path> target = folder.folder();
        if (target.isEmpty()) {
            form.fail(Words.of("join.nofolder"));
            return;
        }
        form.waiting();
        CompletableFuture<Void> _ =
                window.flush()
                        .thenCompose(saved ->
                                window.lane()
                                        .beside(vault ->
                                                HeldVault.saveAs(
                                                        vault,
                                                        target.get(),
                                                        (what, done, total) -> {})))
                        .handle((saved, failure) -> {
                            Platform.runLater(() -> done(saved, failure));
                            return null;
                        });
    }

    private void done(@Nullable NewVault saved, @Nullable Throwable failure) {
        if (saved == null) {
            form.failed(failure == null ? "" : FailureWords.of(VaultLane.cause(failure)));
            return;
        }
        form.close();
        List<String> problems = saved.merged().problems();
        AppWindow opened = window.app().open(new Stage(), saved.folder());
        if (problems.isEmpty()) {
            opened.toasts().say(Words.of("saveas.done", saved.merged().notes()));
        } else {
            opened.toasts().fail(Words.of("merge.problems", problems.get(0)));
        }
    }
}
