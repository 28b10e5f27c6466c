package app.vaultnotes.ui.live;

import app.vaultnotes.crdt.TextEdit;
import java.util.ArrayList;
import java.util.List;

/**
 * What was typed into a text since it was last agreed on with the vault: which stretches of the
 * agreed text are another text here. Brings what others do to the agreed text to where that stands
 * here; what both insert in one place stands one after the other, theirs first, as the vault puts
 * it. Costs as much as there is of both, whatever the text. All places are in UTF-16 units. For one
 * thread.
 */
public final class OwnEdits {

    /** In order; none touches the next one. */
    private List<Stretch> stretches = new ArrayList<>();

    /**
     * A stretch of the agreed text.
     *
     * @param here how many units stand here in its place
     */
    record Stretch(int start, int end, int here) {
        int growth() {
            return here - (end - start);
        }

        boolean isNothing() {
            return start == end && here == 0;
        }

        Stretch movedBy(int by) {
            return new Stretch(start + by, end + by, here);
        }
    }

    List<Stretch> stretches() {
        return List.copyOf(stretches);
    }

    /** Whether the text here is the agreed one. */
    public boolean isNone() {
        return stretches.isEmpty();
    }

    /** The text here is agreed on from now on. */
    public void clear() {
        stretches.clear();
    }

    /** Takes in an edit of the text here, made here. */
    public void made(TextEdit edit) {
        List<Stretch> now = new ArrayList<>();
        int from = edit.start();
        int to = from + edit.deleted();
        int shift = 0;
        int i = 0;
        while (i < stretches.size() && endHere(stretches.get(i), shift) < from) {
            shift += stretches.get(i).growth();
            now.add(stretches.get(i++));
        }
        int start = from - shift;
        int hereFrom = from;
        if (i < stretches.size() && stretches.get(i).start() + shift <= from) {
            start = stretches.get(i).start();
            hereFrom = start + shift;
        }
        int behind = shift;
        int hereTo = to;
        int end = to - behind;
        while (i < stretches.size() && stretches.get(i).start() + behind <= to) {
            Stretch touched = stretches.get(i++);
            hereTo = Math.max(to, endHere(touched, behind));
            behind += touched.growth();
            end = hereTo - behind;
        }
        int here = hereTo - hereFrom - edit.deleted() + edit.inserted().length();
        addTo(now, new Stretch(start, end, here));
        now.addAll(stretches.subList(i, stretches.size()));
        stretches = now;
    }

    private static int endHere(Stretch stretch, int shift) {
        return stretch.start() + shift + stretch.here();
    }

    /** Where a place of the agreed text stands here: before what was inserted at it. */
    public int toHere(int agreed) {
        int shift = 0;
        for (Stretch stretch : stretches) {
            if (stretch.start() >= agreed) {
                break;
            }
            if (stretch.end() > agreed) {
                return endHere(stretch, shift);
            }
            shift += stretch.growth();
        }
        return agreed + shift;
    }

    /** Where a place of the text here stands in the agreed one: behind what went there. */
    public int toAgreed(int here) {
        int shift = 0;
        for (Stretch stretch : stretches) {
            int start = stretch.start() + shift;
            if (here < start || (here == start && stretch.here() > 0)) {
                break;
            }
            if (here <= endHere(stretch, shift)) {
                return stretch.end();
            }
            shift += stretch.growth();
        }
        return here - shift;
    }

    /**
     * Takes in an edit of the agreed text, made elsewhere.
     *
     * @return the same in the text here, each edit in that text as the previous left it
     */
    public List<TextEdit> theirs(TextEdit edit) {
        List<TextEdit> here = here(edit);
        move(edit);
        return here;
    }

    private List<TextEdit> here(TextEdit edit) {
        int end = edit.start() + edit.deleted();
        Moved moved = new Moved(edit, toHere(edit.start()));
        int at = edit.start();
        int shift = 0;
        for (Stretch stretch : stretches) {
            if (stretch.start() > end || (stretch.start() == end && edit.deleted() > 0)) {
                break;
            }
            moved.delete(at + shift, Math.max(at, stretch.start()) - at);
            at = Math.max(at, Math.min(stretch.end(), end));
            shift += stretch.growth();
        }
        moved.delete(at + shift, end - at);
        return moved.edits();
    }

    /** An edit as it comes to be several, from the start of the text to its end. */
    private static final class Moved {
        private final List<TextEdit> edits = new ArrayList<>();
        private final TextEdit edit;
        private int shift;

        Moved(TextEdit edit, int at) {
            this.edit = edit;
            if (!edit.inserted().isEmpty()) {
                edits.add(new TextEdit(edit.text(), at, 0, edit.inserted()));
                shift = edit.inserted().length();
            }
        }

        void delete(int start, int count) {
            if (count <= 0) {
                return;
            }
            TextEdit last = edits.isEmpty() ? null : edits.get(edits.size() - 1);
            int at = start + shift;
            if (last != null && last.start() + last.inserted().length() == at) {
                edits.set(
                        edits.size() - 1,
                        new TextEdit(
                                edit.text(),
                                last.start(),
                                last.deleted() + count,
                                last.inserted()));
            } else {
                edits.add(new TextEdit(edit.text(), at, count, ""));
            }
            shift -= count;
        }

        List<TextEdit> edits() {
            return edits;
        }
    }

    /** The stretches where they stand in the agreed text after an edit of it. */
    private void move(TextEdit edit) {
        List<Stretch> now = new ArrayList<>();
        int from = edit.start();
        int to = from + edit.deleted();
        int came = from + edit.inserted().length();
        for (Stretch stretch : stretches) {
            if (stretch.start() >= from) {
                int start = came + Math.max(0, stretch.start() - to);
                int end = came + Math.max(0, stretch.end() - to);
                addTo(now, new Stretch(start, end, stretch.here()));
            } else if (stretch.end() <= from) {
                addTo(now, stretch);
            } else {
                addTo(now, new Stretch(stretch.start(), from, stretch.here()));
                addTo(now, new Stretch(came, came + Math.max(0, stretch.end() - to), 0));
            }
        }
        stretches = now;
    }

    private static void addTo(List<Stretch> all, Stretch next) {
        if (next.isNothing()) {
            return;
        }
        Stretch last = all.isEmpty() ? null : all.get(all.size() - 1);
        if (last != null && last.end() == next.start()) {
            all.set(
                    all.size() - 1,
                    new Stretch(last.start(), next.end(), last.here() + next.here()));
        } else {
            all.add(next);
        }
    }
}
