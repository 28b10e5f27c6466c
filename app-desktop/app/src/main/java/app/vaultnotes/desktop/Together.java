package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.ui.live.Selection;
import app.vaultnotes.ui.sharing.Company;
import app.vaultnotes.ui.sharing.Company.Fellow;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.sync.Caret;
import app.vaultnotes.vault.sync.Present;
import app.vaultnotes.vault.sync.VaultSync;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who has notes of a shared vault open at the same time: tells others where one writes here, and
 * the windows of the vault where others do. As long as nobody else is there it is told which note
 * is open, not every step of the caret. For the JavaFX thread, but for {@link #begun}.
 */
final class Together {

    /** Others are not told more often. */
    private static final Duration PAUSE = Duration.millis(100);

    private final VaultLane lane;
    private final List<AppWindow> windows;
    private final Company company = new Company();
    private final Newest<Heard> news = new Newest<>(this::take);
    private final PauseTransition wait = new PauseTransition(PAUSE);
    private volatile @Nullable VaultSync running;
    private Optional<NoteSheet> at = Optional.empty();
    private boolean asking;
    private boolean again;

    private record Heard(VaultSync from, List<Present> others) {}

    /**
     * Nobody yet.
     *
     * @param windows of the vault; changes
     */
    Together(VaultLane lane, List<AppWindow> windows) {
        this.lane = lane;
        this.windows = windows;
        wait.setOnFinished(e -> look());
    }

    // ---- others ----

    /** The vault is kept alike with its relay from now on. Any thread. */
    void begun(VaultSync sync) {
        running = sync;
        var _ = sync.onOthers(others -> news.tell(new Heard(sync, others)));
        Platform.runLater(this::look);
    }

    private void take(Heard told) {
        if (!told.from().equals(running)) {
            return;
        }
        boolean wasAlone = company.all().isEmpty();
        company.take(told.others());
        windows.forEach(this::show);
        if (wasAlone && !company.all().isEmpty()) {
            look(); // only now it matters where exactly the caret is
        }
    }

    private void show(AppWindow window) {
        window.panes()
                .each(page -> {
                    if (page instanceof NoteSheet sheet) {
                        show(sheet);
                    }
                });
        showStatus(window);
    }

    /** Shows in a sheet who else has its note open. */
    void show(NoteSheet sheet) {
        sheet.others().show(company.in(sheet.note().orElseThrow()));
    }

    private void showStatus(AppWindow window) {
        List<Fellow> here = window.shown().map(company::in).orElse(List.of());
        window.status().showOthers(here, () -> window.run("others"));
    }

    // ---- oneself ----

    /** A window shows another page, or is the one in which one works. */
    void shown(AppWindow window) {
        at = window.current();
        showStatus(window);
        look();
    }

    /** A window is closed. */
    void closed() {
        at = windows.stream().findFirst().flatMap(AppWindow::current);
        look();
    }

    /** The caret of a sheet is elsewhere, or its letters are others. */
    void moved(NoteSheet sheet) {
        if (sheet.isFocusWithin()) {
            at = Optional.of(sheet); // one goes on in another window
        }
        boolean matters = running != null && !company.all().isEmpty();
        if (matters
                && at.filter(sheet::equals).isPresent()
                && wait.getStatus() != Animation.Status.RUNNING) {
            wait.playFromStart();
        }
    }

    private void look() {
        VaultSync sync = running;
        if (sync == null) {
            return;
        }
        if (at.isEmpty()) {
            sync.show(Optional.empty());
        } else if (asking) {
            again = true;
        } else {
            tell(sync, at.get());
        }
    }

    private void tell(VaultSync sync, NoteSheet sheet) {
        Id note = sheet.note().orElseThrow();
        Selection selected = sheet.editor().selectedInVault();
        asking = true;
        CompletableFuture<Caret> _ =
                lane.ask(vault -> caret(vault, note, selected))
                        .whenComplete((caret, failure) ->
                                Platform.runLater(() -> {
                                    asking = false;
                                    if (at.filter(sheet::equals).isPresent()) {
                                        sync.show(Optional.ofNullable(caret));
                                    }
                                    if (again) {
                                        again = false;
                                        look();
                                    }
                                }));
    }

    private static Caret caret(Vault vault, Id note, Selection selected) {
        return new Caret(
                note,
                vault.notes().cursor(note, selected.anchor()),
                vault.notes().cursor(note, selected.caret()));
    }
}
