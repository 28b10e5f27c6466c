package app.vaultnotes.ui.live.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The languages that are known, from a table: a line {@code names} begins one, the lines behind it
 * say what it has.
 */
final class Languages {

    private static final int MAX_NAME_CHARS = 30;
    private static final Map<String, Language> ALL = read();

    private Languages() {}

    /** The language with this name, as it is written behind a fence. */
    static Optional<Language> named(String written) {
        int from = 0;
        while (from < written.length() && "{.".indexOf(written.charAt(from)) >= 0) {
            from++;
        }
        int to = from;
        while (to < written.length() && isNameSign(written.charAt(to))) {
            to++;
        }
        return to - from > MAX_NAME_CHARS
                ? Optional.empty()
                : Optional.ofNullable(
                        ALL.get(written.substring(from, to).toLowerCase(Locale.ROOT)));
    }

    private static boolean isNameSign(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "+#-_.".indexOf(c) >= 0;
    }

    /** All names, for tests. */
    static Set<String> names() {
        return ALL.keySet();
    }

    private static Map<String, Language> read() {
        try (InputStream in = Languages.class.getResourceAsStream("languages.txt")) {
            byte[] all = Objects.requireNonNull(in, "languages.txt").readAllBytes();
            Map<String, Language> found = new HashMap<>();
            Draft draft = new Draft(List.of());
            for (String line : new String(all, StandardCharsets.UTF_8).split("\n", -1)) {
                List<String> parts = List.of(line.strip().split(" +", -1));
                if (parts.get(0).equals("names")) {
                    draft.addTo(found);
                    draft = new Draft(parts.subList(1, parts.size()));
                } else if (!line.isBlank()) {
                    draft.take(parts.get(0), parts.subList(1, parts.size()));
                }
            }
            draft.addTo(found);
            return Map.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException("languages.txt", e);
        }
    }

    /** A language while its lines are read. */
    private static final class Draft {
        private final List<String> names;
        private final Set<String> words = new HashSet<>();
        private final List<String> lineComments = new ArrayList<>();
        private final List<Language.Enclosure> enclosures = new ArrayList<>();
        private Language.Form form = Language.Form.CODE;
        private String wordSigns = "";
        private char keySign;
        private boolean anyCase;
        private boolean types;

        Draft(List<String> names) {
            this.names = names;
        }

        void take(String what, List<String> values) {
            switch (what) {
                case "words" -> words.addAll(values);
                case "form" -> form = Language.Form.valueOf(values.get(0).toUpperCase(Locale.ROOT));
                case "anycase" -> anyCase = true;
                case "types" -> types = true;
                case "signs" -> wordSigns = values.get(0);
                case "key" -> keySign = values.get(0).charAt(0);
                case "remark" -> lineComments.addAll(values);
                case "remarks" -> enclosed(values, Language.Span.LINES, Ink.COMMENT);
                case "text" -> enclosed(values, Language.Span.LINE, Ink.STRING);
                case "texts" -> enclosed(values, Language.Span.LINES, Ink.STRING);
                case "char" -> enclosed(values, Language.Span.SHORT, Ink.STRING);
                default -> throw new IllegalStateException("languages.txt: " + what);
            }
        }

        private void enclosed(List<String> values, Language.Span span, Ink ink) {
            char escape = values.size() > 2 ? values.get(2).charAt(0) : 0;
            enclosures.add(new Language.Enclosure(values.get(0), values.get(1), escape, span, ink));
        }

        void addTo(Map<String, Language> all) {
            Language made =
                    new Language(
                            form,
                            words,
                            anyCase,
                            lineComments,
                            enclosures,
                            wordSigns,
                            keySign,
                            types);
            names.forEach(name -> all.put(name, made));
        }
    }
}
