package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import java.util.Optional;
import org.fxmisc.richtext.model.SegmentOpsBase;
import org.fxmisc.richtext.model.TextOps;

/** How the editor cuts pieces of a row. Pieces are never joined: a word of its own stays one. */
final class SegOps extends SegmentOpsBase<Seg, Style> implements TextOps<Seg, Style> {

    SegOps() {
        super(new Seg("", Style.PLAIN, Optional.empty()));
    }

    @Override
    public int length(Seg seg) {
        return seg.text().length();
    }

    @Override
    public char realCharAt(Seg seg, int index) {
        return seg.text().charAt(index);
    }

    @Override
    public String realGetText(Seg seg) {
        return seg.text();
    }

    @Override
    public Seg realSubSequence(Seg seg, int start, int end) {
        return new Seg(seg.text().substring(start, end), seg.style(), seg.widget());
    }

    @Override
    public Optional<Seg> joinSeg(Seg left, Seg right) {
        return Optional.empty();
    }

    @Override
    public Seg create(String text) {
        return new Seg(text, Style.PLAIN, Optional.empty());
    }
}
