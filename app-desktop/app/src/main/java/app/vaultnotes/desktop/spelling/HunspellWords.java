package app.vaultnotes.desktop.spelling;

import app.vaultnotes.ui.spelling.Spelling;
import app.vaultnotes.ui.spelling.WordList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.hunspell.Dictionary;
import org.apache.lucene.analysis.hunspell.Hunspell;
import org.apache.lucene.analysis.hunspell.SortingStrategy;
import org.apache.lucene.analysis.hunspell.TimeoutPolicy;

/**
 * The words of a Hunspell dictionary. Its files are somebody else's: they are read up to a size,
 * and a word that they make expensive counts as right.
 */
public final class HunspellWords implements WordList {

    static final long MOST_RULES_BYTES = 16L << 20;
    static final long MOST_WORDS_BYTES = 48L << 20;

    /** In time of the processor: on a busy machine a word must not count as right for that. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long MOST_SUGGESTING_MILLIS = 3_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SAMPLE_BYTES = 1 << 16;
    private static final double LEAST_SHARE = 0.05;
    private static final int BEGIN_BYTES = 20_000;
    private static final Pattern ALIASES = Pattern.compile("(?m)^\\s*(?:AF|AM)\\s+(\\d+)\\s*$");
    private static final Pattern CHARSET = Pattern.compile("(?m)^\\s*SET\\s+(\\S+)");

    private final Hunspell hunspell;
    private final Set<Character.UnicodeScript> scripts;
    private long deadlineNanos;

    /** A word takes too long. */
    private static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooSlow() {
            super("a word takes too long", null, false, false);
        }
    }

    private HunspellWords(Dictionary dictionary, Set<Character.UnicodeScript> scripts) {
        this.hunspell =
                new Hunspell(dictionary, TimeoutPolicy.RETURN_PARTIAL_RESULT, this::checkTime);
        this.scripts = scripts;
    }

    private void checkTime() {
        if (THREADS.getCurrentThreadCpuTime() > deadlineNanos) {
            throw new TooSlow();
        }
    }

    /** Reads a dictionary. */
    public static LoadedWords load(FoundDictionary found) {
        try {
            byte[] rules = charsetFirst(read(found.rules(), MOST_RULES_BYTES));
            checkCounts(rules, found.rules());
            byte[] words = read(found.words(), MOST_WORDS_BYTES);
            check(words, found.words());
            Set<Character.UnicodeScript> scripts = scripts(words, charset(rules));
            return new LoadedWords.Ready(new HunspellWords(dictionary(rules, words), scripts));
        } catch (IOException | ParseException | RuntimeException | StackOverflowError e) {
            // The library answers rules that make no sense with whatever they lead it into.
            return new LoadedWords.Broken(found, String.valueOf(e.getMessage()));
        }
    }

    private static Dictionary dictionary(byte[] rules, byte[] words)
            throws IOException, ParseException {
        return new Dictionary(
                new ByteArrayInputStream(rules),
                List.<InputStream>of(new ByteArrayInputStream(words)),
                false,
                SortingStrategy.inMemory());
    }

    private static byte[] read(Path file, long mostBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new IOException(file.getFileName() + " > " + (mostBytes >> 20) + " MB");
            }
            return bytes;
        }
    }

    /** Without this, a file of something else would make every word wrong. */
    private static void check(byte[] words, Path file) throws IOException {
        String begin =
                new String(words, 0, Math.min(words.length, 64), StandardCharsets.ISO_8859_1);
        boolean counted = begin.replace("\u00ef\u00bb\u00bf", "").strip().matches("(?s)\\d+\\b.+");
        if (!counted) {
            throw new IOException(file.getFileName() + ": no list of words");
        }
    }

    /** The library looks for the charset at the begin of the rules alone; some name it later. */
    private static byte[] charsetFirst(byte[] rules) {
        String text = new String(rules, StandardCharsets.ISO_8859_1);
        Matcher set = CHARSET.matcher(text);
        if (!set.find() || set.end() < BEGIN_BYTES) {
            return rules;
        }
        String rest = text.substring(0, set.start()) + text.substring(set.end());
        return (set.group().strip() + "\n" + rest).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The library makes room for as many aliases as are announced, which need not come. */
    private static void checkCounts(byte[] rules, Path file) throws IOException {
        Matcher count = ALIASES.matcher(new String(rules, StandardCharsets.ISO_8859_1));
        while (count.find()) {
            if (count.group(1).length() > 9 || Long.parseLong(count.group(1)) > rules.length) {
                throw new IOException(file.getFileName() + ": " + count.group().strip());
            }
        }
    }

    private static Charset charset(byte[] rules) {
        int length = Math.min(rules.length, SAMPLE_BYTES);
        Matcher set = CHARSET.matcher(new String(rules, 0, length, StandardCharsets.ISO_8859_1));
        try {
            return set.find()
                    ? Charset.forName(set.group(1).replace("microsoft-cp", "windows-"))
                    : StandardCharsets.ISO_8859_1;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    /** The scripts that many letters of the words are in: a few are in every list. */
    private static Set<Character.UnicodeScript> scripts(byte[] words, Charset charset) {
        Map<Character.UnicodeScript, Integer> counts = new EnumMap<>(Character.UnicodeScript.class);
        int middle = Math.max(0, words.length / 2 - SAMPLE_BYTES / 2);
        int to = Math.min(words.length, middle + SAMPLE_BYTES);
        String sample = new String(Arrays.copyOfRange(words, middle, to), charset);
        sample.lines()
                .map(line -> line.split("[/\\s]", 2)[0])
                .flatMapToInt(String::codePoints)
                .filter(Character::isLetter)
                .forEach(c -> counts.merge(Character.UnicodeScript.of(c), 1, Integer::sum));
        int all = counts.values().stream().mapToInt(n -> n).sum();
        Set<Character.UnicodeScript> scripts = EnumSet.noneOf(Character.UnicodeScript.class);
        counts.forEach((script, count) -> {
            if (count >= LEAST_SHARE * all) {
                scripts.add(script);
            }
        });
        return scripts;
    }

    @Override
    public boolean covers(Character.UnicodeScript script) {
        return scripts.contains(script);
    }

    @Override
    public boolean has(String word) {
        deadlineNanos = THREADS.getCurrentThreadCpuTime() + MOST_NANOS;
        try {
            return hunspell.spell(word);
        } catch (RuntimeException | StackOverflowError e) {
            return true;
        }
    }

    @Override
    public List<String> suggestions(String word) {
        deadlineNanos = THREADS.getCurrentThreadCpuTime() + 2 * MOST_NANOS;
        try {
            return hunspell.suggest(word, MOST_SUGGESTING_MILLIS).stream()
                    .limit(Spelling.MOST_SUGGESTIONS)
                    .toList();
        } catch (RuntimeException | StackOverflowError e) {
            return List.of();
        }
    }
}
