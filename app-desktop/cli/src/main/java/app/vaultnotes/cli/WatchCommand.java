package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Listening;
import app.vaultnotes.vault.sync.Present;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code watch}. */
@Command(
        description = {
            "Show a note while others write in it, and where they are, until ended.",
            "With --json, a line for each change: what went and what came at which place, and who"
                    + " is there."
        })
final class WatchCommand extends SyncCommands.Syncs {

    private static final long LOOK_MILLIS = 200;

    /** A screen is not drawn more often than this. */
    private static final long PAUSE_MILLIS = 30;

    @Parameters(index = "0", paramLabel = "NOTE", description = "The note.")
    private String note = "";

    private final Semaphore news = new Semaphore(1);
    private volatile List<Present> others = List.of();

    WatchCommand(Context context) {
        super(context);
    }

    @Override
    int run(OpenVault open) {
        Id id = open.vault().paths().note(note).id();
        try (Listening _ = listenToEdits(open, id);
                Listening _ = listenToOthers(open)) {
            show(open, id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return terminal().leaving().getAsBoolean() ? Wire.AGAIN : 0;
    }

    private Listening listenToEdits(OpenVault open, Id id) {
        return open.vault()
                .onChange(changed -> {
                    if (changed.contains(id)) {
                        news.release();
                    }
                });
    }

    private Listening listenToOthers(OpenVault open) {
        if (open.vault().home().isEmpty()) {
            return () -> {};
        }
        return open.syncing(this::relays)
                .sync()
                .onOthers(now -> {
                    others = now;
                    news.release();
                });
    }

    private void show(OpenVault open, Id id) throws InterruptedException {
        ShownNote shown = new ShownNote(terminal(), note, json());
        while (!terminal().gone().getAsBoolean() && !terminal().leaving().getAsBoolean()) {
            if (news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                news.drainPermits();
                String text = open.vault().notes().text(id);
                shown.show(text, ShownNote.carets(open.vault(), id, others));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }
}
