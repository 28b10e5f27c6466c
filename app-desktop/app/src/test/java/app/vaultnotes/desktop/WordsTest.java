package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The app says the same in all of its languages. */
class WordsTest {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)");
    private static final Pattern FORMAL = Pattern.compile("\\b(Sie|Ihre?[mnrs]?|Ihnen)\\b");

    private static Properties words(String file) throws IOException {
        Properties words = new Properties();
        try (Reader in =
                new InputStreamReader(
                        Objects.requireNonNull(Words.class.getResourceAsStream(file), file),
                        StandardCharsets.UTF_8)) {
            words.load(in);
        }
        return words;
    }

    private static Set<String> places(String pattern) {
        Set<String> places = new TreeSet<>();
        PLACE.matcher(pattern).results().forEach(found -> places.add(found.group(1)));
        return places;
    }

    @Test
    void bothLanguagesHaveTheSameNames() throws IOException {
        assertEquals(
                new TreeSet<>(words("words.properties").stringPropertyNames()),
                new TreeSet<>(words("words_de.properties").stringPropertyNames()));
    }

    @Test
    void bothLanguagesPutInTheSameValues() throws IOException {
        Properties german = words("words_de.properties");
        List<String> others = new ArrayList<>();
        words("words.properties")
                .forEach((name, pattern) -> {
                    String translated = german.getProperty(name.toString(), "");
                    if (!places(pattern.toString()).equals(places(translated))) {
                        others.add(name + ": " + pattern + " / " + translated);
                    }
                });
        assertEquals(List.of(), others);
    }

    @Test
    void everyPatternCanBeFilledIn() throws IOException {
        for (String file : List.of("words.properties", "words_de.properties")) {
            words(file)
                    .forEach((name, pattern) -> {
                        assertFalse(pattern.toString().isBlank(), name::toString);
                        assertFalse(
                                new MessageFormat(pattern.toString(), Locale.GERMAN)
                                        .format(new Object[] {1, 2, 3, 4})
                                        .isBlank(),
                                name::toString);
                    });
        }
    }

    @Test
    void germanIsNotFormal() throws IOException {
        List<String> formal = new ArrayList<>();
        words("words_de.properties")
                .forEach((name, pattern) -> {
                    if (FORMAL.matcher(pattern.toString()).find()) {
                        formal.add(name + ": " + pattern);
                    }
                });
        assertEquals(List.of(), formal);
    }

    @Test
    void theLanguageIsTheChosenOneOrThatOfTheSystem() {
        assertEquals(Locale.of("de"), Words.locale("de", Locale.US));
        assertEquals(Locale.of("de", "AT"), Words.locale("de", Locale.of("de", "AT")));
        assertEquals(Locale.US, Words.locale("system", Locale.US));
        assertEquals(Locale.FRANCE, Words.locale("tlh", Locale.FRANCE));
        assertEquals("Undo", Words.in(Locale.FRANCE).getString("undo"));
        assertEquals("Rückgängig", Words.in(Locale.GERMANY).getString("undo"));
    }
}
