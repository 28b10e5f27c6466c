package app.vaultnotes.desktop;

import app.vaultnotes.cli.HeldVault;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Vault;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.application.Platform;

/**
 * What stood in the panes of a window when it was last open. Its notes are read while the window is
 * made. Two panes that show one note have a text each.
 */
final class LastPages {

    /** So long a window is kept back for its notes: one picture less is sooner there. */
    private static final long MOST_MILLIS = 200;

    private final Layout layout;
    private final CompletableFuture<Read> notes;

    /** Notes that were read, by panes rather than by what stands in them: two may show the same. */
    record Read(IdentityHashMap<Layout.Sheets, Map<Id, OpenedNote>> panes) {
        /** Those of a pane. */
        Map<Id, OpenedNote> of(Layout.Sheets pane) {
            return panes.getOrDefault(pane, Map.of());
        }

        private static Read all(Vault vault, Layout layout) {
            IdentityHashMap<Layout.Sheets, Map<Id, OpenedNote>> read = new IdentityHashMap<>();
            sheets(layout).forEach(pane -> read.put(pane, OpenedNote.readAll(vault, pane.pages())));
            return new Read(read);
        }
    }

    private LastPages(Layout layout, CompletableFuture<Read> notes) {
        this.layout = layout;
        this.notes = notes;
    }

    /** Begins to read the notes of a layout. */
    LastPages(VaultLane lane, Layout layout) {
        this(layout, lane.ask(vault -> Read.all(vault, layout)));
    }

    /** A layout whose notes {@linkplain #read are read} by whoever opens the vault. */
    LastPages(Layout layout) {
        this(layout, new CompletableFuture<>());
    }

    /** Reads the notes. Not for the JavaFX thread. */
    void read(HeldVault held) {
        try {
            notes.complete(held.use(vault -> Read.all(vault, layout)));
        } catch (Exception e) {
            notes.completeExceptionally(e);
        }
    }

    private static Stream<Layout.Sheets> sheets(Layout layout) {
        return switch (layout) {
            case Layout.Sheets sheets -> Stream.of(sheets);
            case Layout.Split split -> Stream.concat(sheets(split.first()), sheets(split.second()));
        };
    }

    Layout layout() {
        return layout;
    }

    /**
     * Gives the notes of each pane: at once when they are there or soon are, else later. For the
     * JavaFX thread.
     */
    void whenRead(Consumer<Read> show, Consumer<Throwable> failed) {
        try {
            show.accept(notes.get(MOST_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            CompletableFuture<Void> _ =
                    notes.thenAccept(read -> Platform.runLater(() -> show.accept(read)))
                            .exceptionally(failure -> {
                                Platform.runLater(() -> failed.accept(VaultLane.cause(failure)));
                                return null;
                            });
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            failed.accept(cause == null ? e : cause);
        }
    }
}
