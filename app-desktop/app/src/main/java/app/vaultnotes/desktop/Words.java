package app.vaultnotes.desktop;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the app says, in the language of its user. */
final class Words {

    private static final ResourceBundle BUNDLE =
            ResourceBundle.getBundle("app.vaultnotes.desktop.words", Locale.getDefault());

    private Words() {}

    /** The words under a name, with values put in. */
    static String of(String name, Object... values) {
        String pattern = BUNDLE.getString(name);
        return values.length == 0
                ? pattern
                : new MessageFormat(pattern, Locale.getDefault()).format(values);
    }
}
