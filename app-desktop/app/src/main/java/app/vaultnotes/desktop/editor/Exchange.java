package app.vaultnotes.desktop.editor;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.ui.live.OwnEdits;
import app.vaultnotes.vault.NoteText;
import app.vaultnotes.vault.TextPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;

/**
 * What is typed in a note on its way to the vault, and what others write on its way here. Typing is
 * saved about a second after it began, sooner while somebody else is in the note, or when fifty
 * characters wait. What others do comes as patches, each put where it belongs among what is not
 * saved yet; it costs what changed, not what the note holds. For the JavaFX thread.
 */
final class Exchange {

    private static final Duration SAVE_AFTER = Duration.seconds(1);
    private static final Duration SAVE_AFTER_IN_COMPANY = Duration.millis(250);
    private static final int SAVE_CHARACTERS = 50;

    /** So many patches wait for an answer; what is missed is read anew. */
    private static final int MOST_KEPT = 1_000;

    private final LiveArea area;
    private final NoteEditor.Desk desk;
    private final Later<Guests> guests;
    private final Runnable arrived;
    private final PauseTransition wait = new PauseTransition(SAVE_AFTER);

    /** The text that the vault and this editor last agreed on, and its moment. */
    private final StringBuilder agreed;

    private Heads heads;

    /** What the area has beyond that; while something is on its way, beyond what was sent. */
    private final OwnEdits own = new OwnEdits();

    private final List<TextPatch> kept = new ArrayList<>();
    private int unsaved;
    private CompletableFuture<Void> onItsWay = CompletableFuture.completedFuture(null);

    /**
     * Of an area that shows what the vault has.
     *
     * @param guests who else is in the note
     * @param arrived told when others have written in the note
     */
    Exchange(
            LiveArea area,
            Heads heads,
            NoteEditor.Desk desk,
            Later<Guests> guests,
            Runnable arrived) {
        this.area = area;
        this.agreed = new StringBuilder(area.live().text());
        this.heads = heads;
        this.desk = desk;
        this.guests = guests;
        this.arrived = arrived;
        wait.setOnFinished(e -> save());
    }

    // ---- to the vault ----

    /** Something was typed. */
    void typed(TextEdit edit) {
        own.made(edit);
        guests.ifMade(made -> made.shift(edit));
        unsaved += Math.max(1, edit.deleted() + edit.inserted().length());
        if (unsaved >= SAVE_CHARACTERS) {
            save();
        } else if (wait.getStatus() != Animation.Status.RUNNING) {
            wait.playFromStart();
        }
    }

    /** These others are in the note now. */
    void show(List<OtherCaret> others) {
        wait.setDuration(others.isEmpty() ? SAVE_AFTER : SAVE_AFTER_IN_COMPANY);
        if (guests.isMade() || !others.isEmpty()) {
            guests.get().show(others, this::toShown);
        }
    }

    /** Whether all that was typed is on the disk. */
    boolean isSaved() {
        return unsaved == 0 && onItsWay.isDone();
    }

    /** Saves what is not saved yet. */
    void save() {
        CompletableFuture<Void> _ = flush();
    }

    /** The same; done when all of it is on the disk, or could not be put there. */
    CompletableFuture<Void> flush() {
        wait.stop();
        if (!onItsWay.isDone()) {
            return onItsWay.thenCompose(done -> flush());
        }
        if (unsaved > 0) {
            onItsWay = send();
        }
        return onItsWay;
    }

    private CompletableFuture<Void> send() {
        unsaved = 0;
        own.clear();
        String sent = area.live().text();
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<NoteText> _ =
                desk.save(agreed.toString(), sent)
                        .whenComplete((now, failure) ->
                                Platform.runLater(() -> {
                                    if (failure == null) {
                                        answered(sent, now);
                                    } else {
                                        failed(failure);
                                    }
                                    takeKept();
                                    done.complete(null);
                                    if (unsaved > 0) {
                                        wait.playFromStart();
                                    }
                                }));
        return done;
    }

    private void answered(String sent, NoteText now) {
        agreed.setLength(0);
        agreed.append(sent);
        take(now);
        desk.saved(unsaved == 0, "");
    }

    private void failed(Throwable failure) {
        own.clear();
        TextDiff.edits(NoteDocument.TEXT, agreed.toString(), area.live().text()).forEach(own::made);
        unsaved++;
        desk.saved(false, String.valueOf(failure.getMessage()));
    }

    // ---- from the vault ----

    /** The moment of the note that the editor shows, beside what is not saved. */
    Heads heads() {
        return heads;
    }

    /** Whether nothing is missed of a note that is at this moment. */
    boolean isAt(Heads now) {
        return !onItsWay.isDone() || heads.equals(now);
    }

    /** Somebody wrote in the note: others, or this editor. */
    void patched(TextPatch patch) {
        if (onItsWay.isDone()) {
            take(patch);
        } else if (kept.size() < MOST_KEPT) {
            kept.add(patch); // the answer may have it already
        }
    }

    private void takeKept() {
        List<TextPatch> all = List.copyOf(kept);
        kept.clear();
        all.forEach(this::take);
    }

    private void take(TextPatch patch) {
        if (patch.before().equals(heads)) {
            heads = patch.after();
            bring(patch.edits());
        }
    }

    /**
     * The note was read anew, since something was missed.
     *
     * @param asked the moment that the editor showed when that was asked for
     * @return whether it could be used; otherwise the editor shows another moment by now
     */
    boolean reread(Heads asked, NoteText now) {
        boolean isCurrent = onItsWay.isDone() && heads.equals(asked);
        if (isCurrent) {
            take(now);
        }
        return isCurrent || !onItsWay.isDone();
    }

    private void take(NoteText now) {
        heads = now.heads();
        if (!now.text().contentEquals(agreed)) {
            bring(TextDiff.edits(NoteDocument.TEXT, agreed.toString(), now.text()));
        }
    }

    private void bring(List<TextEdit> edits) {
        for (TextEdit edit : edits) {
            agreed.replace(edit.start(), edit.start() + edit.deleted(), edit.inserted());
            own.theirs(edit).forEach(this::bring);
        }
        if (!edits.isEmpty()) {
            arrived.run();
        }
    }

    private void bring(TextEdit edit) {
        area.remoteEdit(edit);
        guests.ifMade(made -> made.shift(edit));
    }

    // ---- places ----

    /** Where a place of the vault's text stands in what is shown. */
    int toShown(int agreedPlace) {
        return Math.min(own.toHere(agreedPlace), area.live().length());
    }

    /** Where a place of what is shown stands in the vault's text. */
    int toAgreed(int shownPlace) {
        return own.toAgreed(shownPlace);
    }
}
