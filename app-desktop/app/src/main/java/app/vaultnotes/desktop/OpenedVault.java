package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.cli.LocalRelays;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.TextPatch;
import app.vaultnotes.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.application.Platform;

/** A vault that the app has open, with the windows that show it. For the JavaFX thread. */
final class OpenedVault {

    private static final int MOST_PATCHES = 10_000;

    private final Path folder;
    private final VaultLane lane;
    private final VaultSharing sharing;
    private final Together together;
    private final Id id;
    private final List<AppWindow> windows = new ArrayList<>();
    private final Set<Id> changed = new HashSet<>();

    /** Like {@link #changed}, and guarded by its lock. */
    private final List<TextPatch> patches = new ArrayList<>();

    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * A vault that is open already.
     *
     * @param relays of this machine
     */
    OpenedVault(Path folder, HeldVault held, Supplier<LocalRelays> relays) {
        this.folder = folder;
        this.id = held.vault().id();
        listen(held.vault());
        held.onReplace(this::replaced);
        this.lane = new VaultLane(held, () -> close(held), this::failed);
        this.together = new Together(lane, windows);
        this.sharing = new VaultSharing(held, relays, together::begun, this::shared);
    }

    private void listen(Vault vault) {
        vault.onText(this::patched);
        vault.onChange(this::changed);
    }

    private void close(HeldVault held) {
        try {
            sharing.close();
            held.keepHouse();
        } finally {
            held.close();
        }
    }

    Path folder() {
        return folder;
    }

    Id id() {
        return id;
    }

    /** What people call it: the name of its folder. */
    String name() {
        return folder.getFileName() == null ? folder.toString() : folder.getFileName().toString();
    }

    VaultLane lane() {
        return lane;
    }

    /** Whether and how it is shared. */
    VaultSharing sharing() {
        return sharing;
    }

    /** Who else has notes of it open. */
    Together together() {
        return together;
    }

    private void shared() {
        windows.forEach(window -> window.commands().sharing().show());
    }

    /** The windows that show it. */
    List<AppWindow> windows() {
        return windows;
    }

    private void failed(Throwable failure) {
        windows.stream()
                .filter(window -> window.stage().isFocused())
                .findFirst()
                .or(() -> windows.stream().findFirst())
                .ifPresent(window -> window.fail(failure));
    }

    /** A restored backup took the place of the vault: all of it may be another. */
    private void replaced(Vault vault) {
        listen(vault);
        Platform.runLater(() -> {
            windows.forEach(AppWindow::replaced);
            sharing.again();
        });
    }

    /** Gathers what changed until the JavaFX thread looks at it. */
    private void changed(Set<Id> documents) {
        synchronized (changed) {
            changed.addAll(documents);
        }
        tellLater();
    }

    /** Gathers how texts changed; when there is too much of it, notes are read anew. */
    private void patched(TextPatch patch) {
        synchronized (changed) {
            if (patches.size() < MOST_PATCHES) {
                patches.add(patch);
            }
        }
        tellLater();
    }

    private void tellLater() {
        if (told.compareAndSet(false, true)) {
            Platform.runLater(this::tell);
        }
    }

    private void tell() {
        told.set(false);
        Set<Id> all;
        List<TextPatch> texts;
        synchronized (changed) {
            all = Set.copyOf(changed);
            changed.clear();
            texts = List.copyOf(patches);
            patches.clear();
        }
        for (AppWindow window : windows) {
            texts.forEach(patch -> window.panes().each(page -> page.patched(patch)));
        }
        if (!all.isEmpty()) {
            windows.forEach(window -> window.changed(all));
        }
    }

    /** Finishes what is under way and closes the vault. */
    void close() {
        lane.close();
    }
}
