package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.Written;
import app.vaultnotes.document.Id;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Taking back and doing again what this device did in a note, also after a restart. What others
 * wrote since stays: only this device's own characters go. Folders that a move made stay, too:
 * others may have put something into them.
 */
public final class Undo {

    private final Session session;
    private final Paths paths;
    private final Notes notes;
    private final Moves moves;

    Undo(Session session, Paths paths, Notes notes, Moves moves) {
        this.session = session;
        this.paths = paths;
        this.notes = notes;
        this.moves = moves;
    }

    /** Takes back this device's last step in a note. */
    public Edited undo(String path) {
        return session.locked(
                () -> run(paths.note(path).id(), UndoAction.Stack.UNDO, Batch.Step.UNDO, "undo"));
    }

    /** Does again what {@link #undo} last took back. */
    public Edited redo(String path) {
        return session.locked(
                () -> run(paths.note(path).id(), UndoAction.Stack.REDO, Batch.Step.REDO, "redo"));
    }

    private Edited run(Id id, UndoAction.Stack stack, Batch.Step step, String word) {
        session.writer(); // which settles whether the steps are this device's
        LiveNote note = session.note(id);
        Optional<UndoStep> top = session.store.history().top(id, stack).map(UndoStep::decode);
        while (top.isPresent()) {
            if (takeBack(note, top.get(), step)) {
                return notes.edited(id);
            }
            Batch batch = new Batch(session);
            batch.drop(note, stack);
            batch.commit();
            top = session.store.history().top(id, stack).map(UndoStep::decode);
        }
        throw new VaultException(
                VaultException.Code.NOTHING_TO_DO,
                "There is nothing to " + word + " in “" + note.meta().title() + "”.",
                "");
    }

    /** Whether anything was left to take back. */
    private boolean takeBack(LiveNote note, UndoStep step, Batch.Step direction) {
        if (step.edits().isEmpty()) {
            return false; // nothing is known of it, not even which text it left
        }
        Optional<UndoStep.Moved> moved = step.moved();
        if (moved.isPresent()) {
            return moveBack(note, moved.get(), relinked(note.id(), step), direction);
        }
        List<TextEdit> edits = edits(note, step);
        if (edits.isEmpty()) {
            return false;
        }
        Batch batch = new Batch(session);
        batch.note(note, note.meta(), edits, direction);
        batch.commit();
        return true;
    }

    /** The links that a move rewrote, in the moved note itself and in others. */
    private static List<UndoStep.Relinked> relinked(Id moved, UndoStep step) {
        List<UndoStep.Relinked> links = new ArrayList<>();
        for (UndoStep.Edit edit : step.edits()) {
            if (edit instanceof UndoStep.Replaced own) {
                links.add(new UndoStep.Relinked(moved, own));
            } else if (edit instanceof UndoStep.Relinked link) {
                links.add(link);
            }
        }
        return links;
    }

    private boolean moveBack(
            LiveNote note,
            UndoStep.Moved moved,
            List<UndoStep.Relinked> links,
            Batch.Step direction) {
        boolean still =
                note.meta().title().equals(moved.toTitle())
                        && note.meta().folder().equals(moved.toFolder());
        if (still) {
            moves.note(note.id(), moved.fromFolder(), moved.fromTitle(), direction, links);
        }
        return still;
    }

    /** What takes a step back in the text as it is now, whatever was written since. */
    private List<TextEdit> edits(LiveNote note, UndoStep step) {
        String now = note.text();
        if (step.after().isText(now)) {
            // Mostly so, since the steps above were taken back before: the past need not be read.
            return edits(step, now, Alignment.same(now.length()), new BitSet(), now);
        }
        Optional<Alignment.Signed> past = past(note, step.after());
        return past.map(left -> edits(note, step, left)).orElse(List.of());
    }

    private List<TextEdit> edits(LiveNote note, UndoStep step, Alignment.Signed left) {
        List<UndoStep.Replaced> effects = UndoLog.effects(session, note.id());
        Set<OpId> followed = characters(effects);
        FollowedLinks links =
                FollowedLinks.of(
                        left,
                        Alignment.Signed.of(note.document().now()),
                        effects,
                        (before, later, units) -> {
                            units.or(units(later.by(), followed));
                            return alignment(before, later, units);
                        });
        Alignment.Signed then = links.text();
        BitSet units = units(then.by(), followed);
        Alignment since = alignment(left, then, units);
        return links.inNow(edits(step, left.text(), since, units, then.text()));
    }

    private Alignment alignment(Alignment.Signed left, Alignment.Signed later, BitSet effects) {
        return Alignment.of(left, later, session.writer()::isOwn, effects);
    }

    private static List<TextEdit> edits(
            UndoStep step, String left, Alignment since, BitSet effects, String now) {
        return Reversal.of(step.edits(), left)
                .map(reversal -> TakingBack.edits(reversal, since, effects, now.length()))
                .filter(edits -> !now.equals(EditedText.of(now, edits).after()))
                .orElse(List.of());
    }

    /** The text that a step left; empty when nobody can tell it any more. */
    private static Optional<Alignment.Signed> past(LiveNote note, UndoStep.After after) {
        try {
            return Optional.of(Alignment.Signed.of(note.document().at(after.heads())))
                    .filter(left -> after.isText(left.text()));
        } catch (CrdtException e) {
            return Optional.empty(); // Its changes went with a repair or an older backup.
        }
    }

    private static Set<OpId> characters(List<UndoStep.Replaced> effects) {
        Set<OpId> characters = new HashSet<>();
        for (UndoStep.Replaced link : effects) {
            link.from().character().ifPresent(first -> add(characters, first, link));
        }
        return characters;
    }

    private static void add(Set<OpId> characters, OpId first, UndoStep.Replaced link) {
        int count = link.inserted().codePointCount(0, link.inserted().length());
        for (int i = 0; i < count; i++) {
            characters.add(new OpId(first.counter() + i, first.actor()));
        }
    }

    private static BitSet units(List<Written> text, Set<OpId> wanted) {
        BitSet units = new BitSet();
        int at = 0;
        for (Written run : text) {
            for (int i = 0; i < run.count() && !wanted.isEmpty(); i++) {
                OpId name = new OpId(run.first().counter() + i, run.first().actor());
                if (wanted.contains(name)) {
                    units.set(at + i * run.units(), at + (i + 1) * run.units());
                }
            }
            at += run.length();
        }
        return units;
    }
}
