package app.vaultnotes.ui.live;

import java.util.Optional;

/**
 * A stretch of a row's view in one style.
 *
 * @param text what is shown; {@link #WIDGET} alone for a widget
 * @param style how it looks
 * @param widget what is shown in the place of the text, where it is a widget
 */
public record Seg(String text, Style style, Optional<Widget> widget) {

    /** The one character of the view that stands for a widget. */
    public static final String WIDGET = "\ufffc";

    static Seg text(String text, Style style) {
        return new Seg(text, style, Optional.empty());
    }

    static Seg widget(Widget widget, Style style) {
        return new Seg(WIDGET, style, Optional.of(widget));
    }
}
