package app.vaultnotes.pdf;

import com.openhtmltopdf.extend.FSTextBreaker;
import java.text.BreakIterator;

/** Finds where lines may end, and lets the work be stopped there. */
final class LineBreaks implements FSTextBreaker {

    /** A word may be broken behind this many UTF-16 units: looking for its end has no end. */
    private static final int MAX_WORD = 60;

    private final BreakIterator breaks;
    private final Runnable goesOn;
    private int at;
    private int end;

    LineBreaks(BreakIterator breaks, Runnable goesOn) {
        this.breaks = breaks;
        this.goesOn = goesOn;
    }

    @Override
    public int next() {
        if (at >= end) {
            end = breaks.next();
        }
        if (end == BreakIterator.DONE) {
            return end;
        }
        at = Math.min(end, at + MAX_WORD);
        return at;
    }

    @Override
    public void setText(String text) {
        goesOn.run();
        at = 0;
        end = 0;
        breaks.setText(text);
    }
}
