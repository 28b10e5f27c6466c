package app.vaultnotes.desktop.editor;

import app.vaultnotes.ui.live.RowStyle;
import app.vaultnotes.ui.live.Seg;
import app.vaultnotes.ui.live.Style;
import org.fxmisc.richtext.model.Paragraph;
import org.reactfx.Subscription;
import org.reactfx.collection.LiveList;
import org.reactfx.collection.LiveListBase;
import org.reactfx.collection.UnmodifiableByDefaultLiveList;

/**
 * Paragraphs of an area that can change without those being told who watch them: told of a change,
 * the area makes all nodes of a paragraph anew.
 */
final class QuietParagraphs extends LiveListBase<Paragraph<RowStyle, Seg, Style>>
        implements UnmodifiableByDefaultLiveList<Paragraph<RowStyle, Seg, Style>> {

    private final LiveList<Paragraph<RowStyle, Seg, Style>> all;
    private boolean quiet;

    QuietParagraphs(LiveList<Paragraph<RowStyle, Seg, Style>> all) {
        this.all = all;
    }

    @Override
    public Paragraph<RowStyle, Seg, Style> get(int index) {
        return all.get(index);
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    protected Subscription observeInputs() {
        return LiveList.observeQuasiChanges(
                all,
                change -> {
                    if (!quiet) {
                        notifyObservers(change);
                    }
                });
    }

    /** Does something that replaces one paragraph by one, of which nobody is told. */
    void quietly(Runnable change) {
        quiet = true;
        try {
            change.run();
        } finally {
            quiet = false;
        }
    }
}
