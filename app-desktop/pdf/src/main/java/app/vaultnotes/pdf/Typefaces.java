package app.vaultnotes.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The fonts of an export: those that come with the app, and of this machine those whose letters the
 * app's lack. Each is read once. For one thread at a time.
 */
final class Typefaces {

    private static final String OURS = "/app/vaultnotes/fonts/";
    private static final String MONO = "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-";

    /** What text, headings of tables and code are set in. */
    private static final List<Face> MAIN =
            List.of(
                    new Face("Body", 400, FontStyle.NORMAL, OURS + "notoserif-regular-subset.ttf"),
                    new Face("Body", 700, FontStyle.NORMAL, OURS + "notoserif-bold-subset.ttf"),
                    new Face("Body", 400, FontStyle.ITALIC, OURS + "notoserif-italic-subset.ttf"),
                    new Face(
                            "Body",
                            700,
                            FontStyle.ITALIC,
                            OURS + "notoserif-bold_italic-subset.ttf"),
                    new Face("Sans", 400, FontStyle.NORMAL, OURS + "notosans-regular-subset.ttf"),
                    new Face("Sans", 700, FontStyle.NORMAL, OURS + "notosans-bold-subset.ttf"),
                    new Face("Mono", 400, FontStyle.NORMAL, MONO + "Regular.ttf"),
                    new Face("Mono", 700, FontStyle.NORMAL, MONO + "Bold.ttf"),
                    new Face("Mono", 400, FontStyle.ITALIC, MONO + "Italic.ttf"));

    /** What has letters that those lack. */
    private static final List<Face> MORE =
            List.of(
                    new Face("Symbols", 400, FontStyle.NORMAL, OURS + "DejaVuSans.ttf"),
                    new Face("Emoji", 400, FontStyle.NORMAL, OURS + "notoemoji-subset.ttf"),
                    new Face(
                            "Japanese",
                            400,
                            FontStyle.NORMAL,
                            OURS + "mplus1p-regular-fallback.ttf"));

    private final Map<Face, TrueTypeFont> read = new LinkedHashMap<>();
    private final SystemFonts system = new SystemFonts();
    private final Map<Integer, TrueTypeFont> found = new LinkedHashMap<>();
    private final Set<Integer> nowhere = new TreeSet<>();

    /** A font of the app. */
    private record Face(String family, int weight, FontStyle style, String file) {}

    /** A font in a document. */
    record Used(String family, int weight, FontStyle style, TrueTypeFont font) {}

    /**
     * The fonts for a text.
     *
     * @param fonts all of them
     * @param families those besides the main ones, the first to try first
     * @param missing characters that none of them has
     */
    record Chosen(List<Used> fonts, List<String> families, Set<Integer> missing) {}

    /** Chooses fonts for the characters of a text. */
    Chosen choose(Set<Integer> characters) {
        List<Used> fonts = new ArrayList<>(MAIN.stream().map(this::used).toList());
        Set<Integer> missing = new TreeSet<>(characters);
        missing.removeIf(c -> isUnseen(c) || has(used(MAIN.getFirst()).font(), c));
        List<Used> more = new ArrayList<>();
        for (Face face : MORE) {
            take(used(face), missing, more);
        }
        List<Used> elsewhere = elsewhere(missing);
        // One font for all of a text's Chinese letters looks better than two.
        more.addAll(elsewhere.isEmpty() ? more.size() : behindSymbols(more), elsewhere);
        fonts.addAll(more);
        return new Chosen(fonts, more.stream().map(Used::family).toList(), missing);
    }

    private static int behindSymbols(List<Used> more) {
        return (int) more.stream().filter(used -> !used.family().equals("Japanese")).count();
    }

    private static void take(Used used, Set<Integer> missing, List<Used> into) {
        if (missing.removeIf(c -> has(used.font(), c))) {
            into.add(used);
        }
    }

    private List<Used> elsewhere(Set<Integer> missing) {
        Set<Integer> unknown = new TreeSet<>(missing);
        unknown.removeAll(found.keySet());
        unknown.removeAll(nowhere);
        if (!unknown.isEmpty()) {
            found.putAll(system.find(unknown));
            unknown.removeAll(found.keySet());
            nowhere.addAll(unknown);
        }
        List<TrueTypeFont> fonts =
                missing.stream().map(found::get).filter(Objects::nonNull).distinct().toList();
        List<Used> elsewhere = new ArrayList<>();
        for (TrueTypeFont font : fonts) {
            String family = "Found" + elsewhere.size();
            elsewhere.add(new Used(family, 400, FontStyle.NORMAL, font));
        }
        missing.removeAll(found.keySet());
        return elsewhere;
    }

    /** Whether a character leaves no mark of its own. */
    static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || type == Character.CONTROL
                || type == Character.FORMAT;
    }

    static boolean has(TrueTypeFont font, int c) {
        try {
            return font.getUnicodeCmapLookup().getGlyphId(c) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException("a font cannot be read", e);
        }
    }

    private Used used(Face face) {
        TrueTypeFont font = read.computeIfAbsent(face, Typefaces::load);
        return new Used(face.family(), face.weight(), face.style(), font);
    }

    private static TrueTypeFont load(Face face) {
        try (InputStream in = Typefaces.class.getResourceAsStream(face.file())) {
            byte[] all = Objects.requireNonNull(in, face.file()).readAllBytes();
            return new TTFParser().parse(new RandomAccessReadBuffer(all));
        } catch (IOException e) {
            throw new UncheckedIOException("the font " + face.file() + " cannot be read", e);
        }
    }

    /** All families that a rule names: its own and those that lend it letters. */
    static String families(String own, Chosen chosen) {
        return String.join(
                ", ",
                Stream.concat(Stream.of(own, "Body"), chosen.families().stream())
                        .distinct()
                        .toList());
    }
}
