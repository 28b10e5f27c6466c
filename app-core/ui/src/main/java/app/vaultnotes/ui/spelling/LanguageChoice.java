package app.vaultnotes.ui.spelling;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of the languages that there are words for are used. */
public final class LanguageChoice {

    /** Chosen is the language of the app. */
    public static final String SYSTEM = "system";

    private LanguageChoice() {}

    /**
     * The language tags that are used.
     *
     * @param chosen tags with spaces between them, or {@link #SYSTEM}; others mean nothing
     * @param spoken what the app speaks, with its region
     * @param found the tags that there are words for
     */
    public static List<String> of(String chosen, Locale spoken, List<String> found) {
        if (chosen.equals(SYSTEM)) {
            return best(spoken, found).map(List::of).orElse(List.of());
        }
        List<String> wanted = List.of(chosen.split(" ", -1));
        return found.stream().filter(wanted::contains).toList();
    }

    /**
     * That of the region, that of the country a language is named after, or any of the language.
     */
    private static Optional<String> best(Locale spoken, List<String> found) {
        String language = spoken.getLanguage();
        String home = language.equals("en") ? "US" : language.toUpperCase(Locale.ROOT);
        List<String> able =
                found.stream()
                        .filter(tag -> Locale.forLanguageTag(tag).getLanguage().equals(language))
                        .toList();
        return first(able, spoken.toLanguageTag())
                .or(() -> first(able, language))
                .or(() -> first(able, language + "-" + home))
                .or(() -> able.stream().findFirst());
    }

    private static Optional<String> first(List<String> tags, String wanted) {
        return tags.stream().filter(wanted::equals).findFirst();
    }
}
