package app.vaultnotes.pdf;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;

/** Finds fonts of this machine by the letters they have. Files that are no such font are passed. */
final class SystemFonts {

    private static final int MAX_FILES = 2_000;
    private static final int MAX_DEPTH = 6;
    private static final long MAX_BYTES = 64L << 20;

    /** Names of good fonts with many letters, in small letters, best first. */
    private static final List<String> GOOD =
            List.of(
                    "noto",
                    "dejavusans.",
                    "droid",
                    "ipa",
                    "wqy",
                    "arialuni",
                    "msyh",
                    "meiryo",
                    "malgun");

    private final List<Path> folders;

    SystemFonts() {
        this(usual());
    }

    SystemFonts(List<Path> folders) {
        this.folders = folders;
    }

    private static List<Path> usual() {
        String home = System.getProperty("user.home", "");
        String windows = System.getenv().getOrDefault("WINDIR", "");
        List<String> folders =
                new ArrayList<>(
                        List.of(
                                "/usr/share/fonts",
                                "/usr/local/share/fonts",
                                home + "/.local/share/fonts",
                                home + "/.fonts",
                                "/System/Library/Fonts",
                                "/Library/Fonts",
                                home + "/Library/Fonts"));
        if (!windows.isEmpty()) {
            folders.add(windows + "/Fonts");
        }
        return folders.stream().map(Path::of).toList();
    }

    /** For each of some characters a font that has it, as few fonts as come. */
    Map<Integer, TrueTypeFont> find(Set<Integer> wanted) {
        Set<Integer> open = new TreeSet<>(wanted);
        Map<Integer, TrueTypeFont> found = new HashMap<>();
        for (Path file : files()) {
            if (open.isEmpty()) {
                break;
            }
            for (TrueTypeFont font : fonts(file)) {
                open.removeIf(c -> {
                    boolean has = has(font, c);
                    if (has) {
                        found.put(c, font);
                    }
                    return has;
                });
            }
        }
        return found;
    }

    private static boolean has(TrueTypeFont font, int c) {
        try {
            return Typefaces.has(font, c);
        } catch (RuntimeException _) {
            return false; // a table of it is damaged
        }
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> inside =
                    Files.walk(folder, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
                inside.filter(SystemFonts::isFont).limit(MAX_FILES).forEach(files::add);
            } catch (IOException | RuntimeException _) {
                // a folder that is not there, or goes round in a circle
            }
        }
        files.sort(Comparator.comparingInt(SystemFonts::rank).thenComparing(Path::toString));
        return files;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    private static boolean isFont(Path file) {
        String name = name(file);
        boolean font = name.endsWith(".ttf") || name.endsWith(".ttc") || name.endsWith(".otf");
        return font && new File(file.toString()).length() <= MAX_BYTES;
    }

    private static int rank(Path file) {
        String name = name(file);
        int rank = 0;
        while (rank < GOOD.size() && !name.contains(GOOD.get(rank))) {
            rank++;
        }
        boolean plain = !name.contains("bold") && !name.contains("italic") && !name.contains("obl");
        return 2 * rank + (plain ? 0 : 1);
    }

    private static List<TrueTypeFont> fonts(Path file) {
        List<TrueTypeFont> fonts = new ArrayList<>();
        try {
            if (name(file).endsWith(".ttc")) {
                new TrueTypeCollection(file.toFile()).processAllFonts(fonts::add);
            } else {
                fonts.add(new TTFParser().parse(new RandomAccessReadBufferedFile(file.toFile())));
            }
        } catch (IOException | RuntimeException _) {
            return List.of(); // no font, or one of a kind that cannot be put into a PDF
        }
        fonts.removeIf(SystemFonts::isUnfit);
        return fonts;
    }

    /** Only outlines of the TrueType kind can be put into a PDF in part. */
    private static boolean isUnfit(TrueTypeFont font) {
        try {
            return (font instanceof OpenTypeFont open && open.isPostScript())
                    || font.getGlyph() == null
                    || font.getUnicodeCmapLookup(false) == null;
        } catch (IOException | RuntimeException _) {
            return true;
        }
    }
}
