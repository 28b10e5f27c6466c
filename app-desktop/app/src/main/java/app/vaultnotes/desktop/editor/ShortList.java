package app.vaultnotes.desktop.editor;

import javafx.beans.binding.Bindings;
import javafx.scene.control.ListView;

/** Lists that are as high as what they hold, up to so many rows. */
public final class ShortList {

    private ShortList() {}

    /**
     * Keeps a list so; for the JavaFX thread.
     *
     * @param list its style gives its rows one height, which grows with the letters
     */
    public static void fit(ListView<?> list, int mostRows) {
        list.prefHeightProperty()
                .bind(
                        Bindings.min(mostRows, Bindings.size(list.getItems()))
                                .multiply(list.fixedCellSizeProperty())
                                .add(mostRows));
    }
}
