package app.vaultnotes.desktop;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the app says, in the language of its user. For the JavaFX thread. */
final class Words {

    /** The tags of the languages that the app speaks. */
    static final List<String> LANGUAGES = List.of("en", "de");

    private static final String NAME = "app.vaultnotes.desktop.words";
    private static final Locale SYSTEM = Locale.getDefault();

    private static ResourceBundle bundle = in(SYSTEM);

    private Words() {}

    /**
     * Speaks a language from now on; words that are on the screen stay as they are.
     *
     * @param chosen its tag, or {@code system}
     */
    static void speak(String chosen) {
        Locale locale = locale(chosen, SYSTEM);
        Locale.setDefault(locale);
        bundle = in(locale);
    }

    /** The locale for a language: that of the system, unless another language is chosen. */
    static Locale locale(String chosen, Locale system) {
        boolean other = LANGUAGES.contains(chosen) && !chosen.equals(system.getLanguage());
        return other ? Locale.of(chosen) : system;
    }

    /** Whether the app speaks English, as the engine and relays do. */
    static boolean isEnglish() {
        return !bundle.getLocale().getLanguage().equals("de");
    }

    /** The words of a language; English where the app does not speak it. */
    static ResourceBundle in(Locale locale) {
        return ResourceBundle.getBundle(
                NAME,
                locale,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The tag of the language that is spoken. */
    static String language() {
        String spoken = Locale.getDefault().getLanguage();
        return LANGUAGES.contains(spoken) ? spoken : LANGUAGES.get(0);
    }

    /** The words under a name, with values put in. */
    static String of(String name, Object... values) {
        String pattern = bundle.getString(name);
        return values.length == 0
                ? pattern
                : new MessageFormat(pattern, Locale.getDefault()).format(values);
    }
}
