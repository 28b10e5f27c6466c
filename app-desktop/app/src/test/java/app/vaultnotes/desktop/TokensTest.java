package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever theme and accent are chosen, what is written can be read. */
class TokensTest {

    private static final Pattern BLOCK = Pattern.compile("(\\.root[\\w.-]*)\\s*\\{([^}]*)\\}");
    private static final Pattern TOKEN =
            Pattern.compile("-vn-([\\w-]+):\\s*(#[0-9A-Fa-f]{6}|rgba\\([^)]*\\));");
    private static final List<String> SURFACES = List.of("paper", "desk", "raised", "sunken");

    private final Map<String, Map<String, Color>> blocks = read();

    private static Map<String, Map<String, Color>> read() {
        try (var in = URI.create(Theme.sheet("tokens.css")).toURL().openStream()) {
            Map<String, Map<String, Color>> blocks = new HashMap<>();
            Matcher block = BLOCK.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (block.find()) {
                Map<String, Color> colours =
                        blocks.computeIfAbsent(block.group(1), name -> new HashMap<>());
                Matcher token = TOKEN.matcher(block.group(2));
                while (token.find()) {
                    colours.put(token.group(1), Color.web(token.group(2)));
                }
            }
            return blocks;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The colours that a root with these classes has. */
    private Map<String, Color> colours(boolean dark, String accent) {
        Map<String, Color> colours = new HashMap<>(blocks.get(".root"));
        colours.putAll(blocks.getOrDefault(".root.accent-" + accent, Map.of()));
        if (dark) {
            colours.putAll(blocks.get(".root.dark"));
            colours.putAll(blocks.getOrDefault(".root.dark.accent-" + accent, Map.of()));
        }
        return colours;
    }

    /** How much lighter one of two colours is than the other, from 1 to 21. */
    static double contrast(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double part) {
        return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private record Pair(String front, String back, double least) {}

    private static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (String surface : SURFACES) {
            pairs.add(new Pair("text", surface, 11));
            pairs.add(new Pair("text-2", surface, 6.7));
            pairs.add(new Pair("text-3", surface, 5));
            pairs.add(new Pair("accent", surface, 5.5));
            pairs.add(new Pair("accent-hover", surface, 4.5));
            pairs.add(new Pair("control", surface, 3));
            pairs.add(new Pair("focus", surface, 3));
            for (String meaning : List.of("danger", "success", "warning", "info", "violet")) {
                pairs.add(new Pair(meaning, surface, 4.5));
            }
        }
        for (String meaning : List.of("danger", "success", "warning", "info", "violet", "accent")) {
            pairs.add(new Pair(meaning, meaning + "-soft", 4.5));
            pairs.add(new Pair("text", meaning + "-soft", 7));
        }
        pairs.add(new Pair("text-3", "accent-soft", 4.5));
        pairs.add(new Pair("text", "accent-soft-2", 7));
        pairs.add(new Pair("text", "selection", 7));
        pairs.add(new Pair("text", "highlight", 4.5));
        pairs.add(new Pair("text", "find", 4.5));
        pairs.add(new Pair("text-on-find", "find-current", 7));
        for (String state : List.of("accent", "accent-hover", "accent-pressed")) {
            pairs.add(new Pair("text-on-accent", state, 4.5));
        }
        return pairs;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWrittenCanBeRead(boolean dark) {
        List<String> faint = new ArrayList<>();
        for (String accent : Theme.ACCENTS) {
            Map<String, Color> colours = colours(dark, accent);
            for (Pair pair : pairs()) {
                Color back = known(colours, pair.back());
                Color front = known(colours, pair.front());
                double contrast = contrast(front, back);
                if (contrast < pair.least()) {
                    faint.add(accent + ": " + pair + " has " + contrast);
                }
            }
        }
        assertEquals(List.of(), faint);
    }

    @Test
    void contrastIsMeasured() {
        assertEquals(21, contrast(Color.BLACK, Color.WHITE), 0.01);
        assertEquals(1, contrast(Color.TEAL, Color.TEAL), 0.01);
    }

    @Test
    void everyAccentIsAnotherOneInBothThemes() {
        for (boolean dark : List.of(false, true)) {
            Set<Color> all = new HashSet<>();
            for (String accent : Theme.ACCENTS) {
                Map<String, Color> colours = colours(dark, accent);
                assertTrue(all.add(colours.get("accent")), accent);
                assertEquals(colours.get("accent"), colours.get("of-" + accent), accent);
            }
        }
    }

    @Test
    void bothThemesAndAllAccentsDefineTheSameNames() {
        assertEquals(known(blocks, ".root").keySet(), known(blocks, ".root.dark").keySet());
        Set<String> names = known(blocks, ".root.accent-blue").keySet();
        assertFalse(names.isEmpty());
        for (String accent : Theme.ACCENTS.subList(1, Theme.ACCENTS.size())) {
            assertEquals(names, known(blocks, ".root.accent-" + accent).keySet(), accent);
            assertEquals(names, known(blocks, ".root.dark.accent-" + accent).keySet(), accent);
        }
    }

    private static <T> T known(Map<String, T> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }
}
