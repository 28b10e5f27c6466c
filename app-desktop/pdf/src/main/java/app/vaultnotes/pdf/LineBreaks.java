package app.vaultnotes.pdf;

import com.openhtmltopdf.extend.FSTextBreaker;
import java.text.BreakIterator;

/** Finds where lines may end, and lets the work be stopped there. */
final class LineBreaks implements FSTextBreaker {

    private final BreakIterator breaks;
    private final Runnable goesOn;

    LineBreaks(BreakIterator breaks, Runnable goesOn) {
        this.breaks = breaks;
        this.goesOn = goesOn;
    }

    @Override
    public int next() {
        return breaks.next();
    }

    @Override
    public void setText(String text) {
        goesOn.run();
        breaks.setText(text);
    }
}
