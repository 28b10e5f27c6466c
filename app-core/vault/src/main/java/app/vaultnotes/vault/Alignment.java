package app.vaultnotes.vault;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.Written;
import app.vaultnotes.document.NoteDocument;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Where the characters of a text stand in a later state of it. A character is the same by its name
 * in the document. One that this device removed and brought back, as undo does, has another name:
 * it is found by what it looks like, between the same neighbours, among the letters of this device
 * alone. What others wrote is never taken for it. All places are UTF-16 units.
 */
final class Alignment {

    static final int GONE = -1;

    private final int[] earlier;
    private final boolean[] own;

    private Alignment(int laterLength) {
        this.earlier = new int[laterLength];
        this.own = new boolean[laterLength];
        Arrays.fill(earlier, GONE);
    }

    /** Of a text with itself. */
    static Alignment same(int length) {
        Alignment same = new Alignment(length);
        for (int i = 0; i < length; i++) {
            same.match(i, i);
        }
        return same;
    }

    /** A text, and who wrote it. */
    record Signed(String text, List<Written> by) {

        /** The text of a note at some moment. */
        static Signed of(CrdtReader note) {
            return new Signed(note.text(NoteDocument.TEXT), note.written(NoteDocument.TEXT));
        }
    }

    /**
     * Of a text with a later state; says who of the authors is this device.
     *
     * @param effects what links got when they followed moves: never taken for other letters
     */
    static Alignment of(Signed before, Signed now, Predicate<ActorId> isOwn, BitSet effects) {
        Alignment alignment = new Alignment(now.text().length());
        alignment.matchNames(before, now);
        alignment.matchOwners(now, isOwn, effects);
        alignment.matchGaps(before.text(), now.text());
        return alignment;
    }

    private void matchOwners(Signed now, Predicate<ActorId> isOwn, BitSet effects) {
        int at = 0;
        for (Written run : now.by()) {
            Arrays.fill(own, at, at + run.length(), isOwn.test(run.first().actor()));
            at += run.length();
        }
        effects.stream().forEach(unit -> own[unit] = false);
    }

    /** Which unit of the earlier text a unit of now is, or {@link #GONE}. */
    int earlier(int unit) {
        return earlier[unit];
    }

    private void match(int before, int now) {
        earlier[now] = before;
    }

    // ---- by name ----

    /** Where a run of characters begins in the earlier text. */
    private record Begin(Written run, int at) {}

    private void matchNames(Signed before, Signed now) {
        Map<ActorId, NavigableMap<Long, Begin>> known = new HashMap<>();
        int at = 0;
        for (Written run : before.by()) {
            known.computeIfAbsent(run.first().actor(), a -> new TreeMap<>())
                    .put(run.first().counter(), new Begin(run, at));
            at += run.length();
        }
        at = 0;
        for (Written run : now.by()) {
            NavigableMap<Long, Begin> author = known.get(run.first().actor());
            for (int i = 0; i < run.count() && author != null; i++) {
                matchName(author, run.first().counter() + i, at + i * run.units(), run.units());
            }
            at += run.length();
        }
    }

    private void matchName(NavigableMap<Long, Begin> author, long counter, int now, int units) {
        Map.Entry<Long, Begin> found = author.floorEntry(counter);
        if (found == null) {
            return;
        }
        Written run = found.getValue().run();
        long index = counter - found.getKey();
        if (index < run.count() && run.units() == units) {
            for (int unit = 0; unit < units; unit++) {
                match(found.getValue().at() + (int) index * units + unit, now + unit);
            }
        }
    }

    // ---- by looks ----

    private void matchGaps(String before, String now) {
        int[] named = earlier.clone();
        int lastBefore = -1;
        int lastNow = -1;
        for (int i = 0; i <= named.length; i++) {
            boolean isEnd = i == named.length;
            if (isEnd || named[i] != GONE) {
                int next = isEnd ? before.length() : named[i];
                if (i > lastNow + 1 && next > lastBefore + 1) {
                    matchGap(before, lastBefore + 1, next, now, lastNow + 1, i);
                }
                lastBefore = next;
                lastNow = i;
            }
        }
    }

    private void matchGap(String before, int from, int to, String now, int start, int end) {
        int[] mine = new int[end - start];
        StringBuilder letters = new StringBuilder();
        for (int i = start; i < end; i++) {
            if (own[i]) {
                mine[letters.length()] = i;
                letters.append(now.charAt(i));
            }
        }
        int done = from;
        int shift = from;
        for (TextEdit edit :
                TextDiff.letters(
                        NoteDocument.TEXT, before.substring(from, to), letters.toString())) {
            int at = edit.start() + shift;
            matchRun(done, at, mine, done - shift);
            done = at + edit.deleted();
            shift += edit.deleted() - edit.inserted().length();
        }
        matchRun(done, to, mine, done - shift);
    }

    private void matchRun(int from, int to, int[] mine, int first) {
        for (int i = from; i < to; i++) {
            match(i, mine[first + i - from]);
        }
    }
}
