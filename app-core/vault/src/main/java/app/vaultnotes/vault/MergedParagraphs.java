package app.vaultnotes.vault;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.NoteDocument;
import app.vaultnotes.vault.Alignment.Signed;
import app.vaultnotes.vault.Arrivals.Standing;
import app.vaultnotes.vault.Timeline.ChangedParagraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the paragraphs of a merged text in the note, which may have gone on since, by the names of
 * their characters: words that only look alike are never taken for them.
 */
final class MergedParagraphs {

    private final String now;

    /** Where each unit of the merged text stands by now, or {@link Alignment#GONE}. */
    private final int[] later;

    /**
     * Of two states of a note.
     *
     * @param isOwn which of the authors is this device, whose undo brings letters back under other
     *     names
     */
    MergedParagraphs(Signed merged, Signed now, Predicate<ActorId> isOwn) {
        this.now = now.text();
        this.later = new int[merged.text().length()];
        Arrays.fill(later, Alignment.GONE);
        Alignment alignment = Alignment.of(merged, now, isOwn, new BitSet());
        for (int unit = 0; unit < this.now.length(); unit++) {
            if (alignment.earlier(unit) != Alignment.GONE) {
                later[alignment.earlier(unit)] = unit;
            }
        }
    }

    /**
     * A paragraph.
     *
     * @param paragraph what the merge made of it, and what a side has
     * @param standing what became of it since
     * @param at where it begins in the note as it is; of an open one alone
     */
    record Place(ChangedParagraph paragraph, Standing standing, int at) {}

    /** Finds one in which the merge and a side differ. */
    Place find(ChangedParagraph paragraph) {
        int from = before(paragraph.start());
        String region = now.substring(from, behind(paragraph.end()));
        if (region.equals(paragraph.now())) {
            return new Place(paragraph, Standing.OPEN, from);
        }
        if (region.equals(paragraph.then())) {
            return new Place(paragraph, Standing.TAKEN, from);
        }
        int inside = framed(region, paragraph.now());
        if (inside >= 0 && isWhole(paragraph)) {
            return new Place(paragraph, Standing.OPEN, from + inside);
        }
        boolean isTaken = framed(region, paragraph.then()) >= 0;
        return new Place(paragraph, isTaken ? Standing.TAKEN : Standing.CHANGED, from);
    }

    /** Behind the last unit before a place that is still there. */
    private int before(int place) {
        for (int unit = place - 1; unit >= 0; unit--) {
            if (later[unit] != Alignment.GONE) {
                return later[unit] + 1;
            }
        }
        return 0;
    }

    /** At the first unit behind a place that is still there. */
    private int behind(int place) {
        for (int unit = place; unit < later.length; unit++) {
            if (later[unit] != Alignment.GONE) {
                return later[unit];
            }
        }
        return now.length();
    }

    private boolean isWhole(ChangedParagraph paragraph) {
        for (int unit = paragraph.start() + 1; unit < paragraph.end(); unit++) {
            if (later[unit] != later[unit - 1] + 1) {
                return false;
            }
        }
        return later[paragraph.start()] != Alignment.GONE;
    }

    /** Where words stand that have only whole lines before or behind them; -1 for nowhere. */
    private static int framed(String region, String words) {
        if (words.isEmpty()) {
            return -1;
        }
        int first = region.length() - words.length();
        if (region.endsWith(words) && region.charAt(first - 1) == '\n') {
            return first;
        }
        return region.startsWith(words + "\n") ? 0 : -1;
    }

    /** What gives the note what a side has for some open paragraphs, and touches nothing else. */
    static List<TextEdit> taking(List<Place> open) {
        List<TextEdit> edits = new ArrayList<>();
        int shift = 0;
        for (Place place : open) {
            ChangedParagraph paragraph = place.paragraph();
            int at = place.at() + shift;
            for (TextEdit edit :
                    TextDiff.edits(NoteDocument.TEXT, paragraph.now(), paragraph.then())) {
                edits.add(
                        new TextEdit(
                                NoteDocument.TEXT,
                                at + edit.start(),
                                edit.deleted(),
                                edit.inserted()));
            }
            shift += paragraph.then().length() - paragraph.now().length();
        }
        return edits;
    }
}
