package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What differs between two texts, in the units people write in: lines first, then words inside
 * changed lines, then the differing middle of a changed word. Edits at such seams merge well with
 * what others write at the same time.
 *
 * <p>Time and memory are bounded whatever the texts: stretches that differ too much are replaced as
 * a whole. Surrogate pairs are never split.
 */
public final class TextDiff {

    /** Most comparisons for two texts; some half a second of work. */
    private static final long MAX_STEPS = 20_000_000;

    private TextDiff() {}

    /** How much may still be compared; for texts that are compared one after the other. */
    public static final class Effort {
        private final SequenceDiff.Budget budget = new SequenceDiff.Budget(MAX_STEPS);
    }

    /** How a run of text relates to the other text. */
    public enum Kind {
        /** In both. */
        EQUAL,
        /** Only in the text before. */
        REMOVED,
        /** Only in the text after. */
        INSERTED
    }

    /** A piece of text that is in both texts or in one. */
    public record Run(Kind kind, String text) {}

    /** A stretch of the text before and what it becomes. */
    private record Change(int start, int end, int newStart, int newEnd) {
        boolean replaces() {
            return start < end && newStart < newEnd;
        }
    }

    /**
     * The edits that lead from one text to another.
     *
     * @param text which text of the document they are for
     * @return from the start of the text to its end, each in the text as the previous left it
     */
    public static List<TextEdit> edits(Path text, String before, String after) {
        return edits(text, before, after, new Effort());
    }

    /**
     * The edits that lead from one text to another, one of several.
     *
     * @param effort for all of them; when it is spent, what differs is replaced as a whole
     */
    public static List<TextEdit> edits(Path text, String before, String after, Effort effort) {
        if (before.isEmpty() && !after.isEmpty()) {
            return List.of(new TextEdit(text, 0, 0, after));
        }
        return edits(text, before, after, changedWords(before, after, effort.budget));
    }

    /**
     * The same letter by letter: more and smaller edits, for finding the places between letters at
     * which something came in. Nothing is deleted where text only came in.
     */
    public static List<TextEdit> letters(Path text, String before, String after) {
        return edits(
                text,
                before,
                after,
                insertions(before, after).orElseGet(() -> changedLetters(before, after)));
    }

    /** What came in, when all of the text before is still there; equal words would mislead. */
    private static Optional<List<Change>> insertions(String before, String after) {
        if (!isWithin(before, after)) {
            return Optional.empty();
        }
        SequenceDiff.Budget budget = new SequenceDiff.Budget(MAX_STEPS);
        Change all = changedLines(before, after);
        return Optional.of(refine(before, after, all, TextDiff::letterEnd, budget))
                .filter(changes -> changes.stream().allMatch(c -> c.start() == c.end()));
    }

    /** Whether a text holds all characters of another in their order. */
    private static boolean isWithin(String part, String text) {
        int found = 0;
        for (int at = 0; at < text.length() && found < part.length(); at++) {
            if (text.charAt(at) == part.charAt(found)) {
                found++;
            }
        }
        return found == part.length();
    }

    private static List<Change> changedLetters(String before, String after) {
        SequenceDiff.Budget budget = new SequenceDiff.Budget(MAX_STEPS);
        List<Change> letters = new ArrayList<>();
        for (Change word : changedWords(before, after)) {
            letters.addAll(refine(before, after, word, TextDiff::letterEnd, budget));
        }
        return letters;
    }

    private static List<TextEdit> edits(
            Path text, String before, String after, List<Change> changes) {
        List<TextEdit> edits = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Change core = core(before, after, change);
            edits.add(
                    new TextEdit(
                            text,
                            core.newStart(),
                            core.end() - core.start(),
                            after.substring(core.newStart(), core.newEnd())));
        }
        return edits;
    }

    /** Both texts in one, word by word. */
    public static List<Run> words(String before, String after) {
        List<Run> runs = new ArrayList<>();
        int at = 0;
        for (Change change : changedWords(before, after)) {
            add(runs, Kind.EQUAL, before.substring(at, change.start()));
            add(runs, Kind.REMOVED, before.substring(change.start(), change.end()));
            add(runs, Kind.INSERTED, after.substring(change.newStart(), change.newEnd()));
            at = change.end();
        }
        add(runs, Kind.EQUAL, before.substring(at));
        return runs;
    }

    private static void add(List<Run> runs, Kind kind, String text) {
        if (!text.isEmpty()) {
            runs.add(new Run(kind, text));
        }
    }

    private static List<Change> changedWords(String before, String after) {
        return changedWords(before, after, new Effort().budget);
    }

    private static List<Change> changedWords(
            String before, String after, SequenceDiff.Budget budget) {
        List<Change> words = new ArrayList<>();
        Change all = changedLines(before, after);
        for (Change lines : refine(before, after, all, TextDiff::lineEnd, budget)) {
            join(words, before, refine(before, after, lines, TextDiff::wordEnd, budget));
        }
        return words;
    }

    /**
     * Adds changes; neighbours that only spaces part are one. Such spaces are in both texts by
     * chance: kept as an anchor, they would be lost when someone else deletes the words around
     * them.
     */
    private static void join(List<Change> words, String before, List<Change> next) {
        int first = words.size();
        for (Change change : next) {
            int last = words.size() - 1;
            if (last >= first
                    && words.get(last).replaces()
                    && change.replaces()
                    && isSpace(before.substring(words.get(last).end(), change.start()))) {
                Change previous = words.get(last);
                words.set(
                        last,
                        new Change(
                                previous.start(),
                                change.end(),
                                previous.newStart(),
                                change.newEnd()));
            } else {
                words.add(change);
            }
        }
    }

    private static boolean isSpace(String text) {
        return text.codePoints().allMatch(c -> kind(c) == SPACE);
    }

    /** The lines from the first that differs to the last. */
    private static Change changedLines(String before, String after) {
        Change core = core(before, after, new Change(0, before.length(), 0, after.length()));
        int start = before.lastIndexOf('\n', core.start() - 1) + 1;
        int end = lineEnd(before, core.end(), before.length());
        return new Change(
                start,
                end,
                core.newStart() - (core.start() - start),
                core.newEnd() + end - core.end());
    }

    /** Where the token that starts here ends. */
    private interface Tokens {
        int end(String text, int start, int limit);
    }

    /** The changes inside a change, token by token. */
    private static List<Change> refine(
            String before, String after, Change change, Tokens tokens, SequenceDiff.Budget budget) {
        Map<String, Integer> symbols = new HashMap<>();
        Split old = split(before, change.start(), change.end(), tokens, symbols);
        Split now = split(after, change.newStart(), change.newEnd(), tokens, symbols);
        return SequenceDiff.of(old.symbols(), now.symbols(), symbols.size(), budget).stream()
                .map(h ->
                        new Change(
                                old.starts()[h.start()],
                                old.starts()[h.end()],
                                now.starts()[h.newStart()],
                                now.starts()[h.newEnd()]))
                .toList();
    }

    /** A text as numbers, one for each different token, and where each token starts. */
    private record Split(int[] symbols, int[] starts) {}

    private static Split split(
            String text, int from, int to, Tokens tokens, Map<String, Integer> symbols) {
        int count = 0;
        for (int at = from; at < to; at = tokens.end(text, at, to)) {
            count++;
        }
        int[] numbers = new int[count];
        int[] starts = new int[count + 1];
        int at = from;
        for (int i = 0; i < count; i++) {
            int end = tokens.end(text, at, to);
            numbers[i] = symbols.computeIfAbsent(text.substring(at, end), t -> symbols.size());
            starts[i] = at;
            at = end;
        }
        starts[count] = to;
        return new Split(numbers, starts);
    }

    private static int lineEnd(String text, int start, int limit) {
        int newline = text.indexOf('\n', start);
        return newline < 0 || newline >= limit ? limit : newline + 1;
    }

    private static int letterEnd(String text, int start, int limit) {
        return Math.min(limit, start + Character.charCount(text.codePointAt(start)));
    }

    private static int wordEnd(String text, int start, int limit) {
        int previous = text.codePointAt(start);
        int kind = kind(previous);
        int at = start + Character.charCount(previous);
        while (at < limit) {
            int next = text.codePointAt(at);
            boolean sameWord = kind != SINGLE && kind(next) == kind;
            if (!sameWord && !isJoined(previous, next)) {
                break;
            }
            previous = next;
            at += Character.charCount(next);
        }
        return Math.min(at, limit);
    }

    /** Whether a character is drawn as one with the one before it. */
    private static boolean isJoined(int previous, int next) {
        return previous == JOINER || next == JOINER || isMark(next);
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static final int JOINER = 0x200d;
    private static final int SINGLE = 0;
    private static final int WORD = 1;
    private static final int SPACE = 2;

    private static int kind(int codePoint) {
        if (codePoint == ' ' || codePoint == '\t') {
            return SPACE;
        }
        boolean inWord = Character.isLetterOrDigit(codePoint) && !isWrittenWithoutSpaces(codePoint);
        return inWord || isMark(codePoint) ? WORD : SINGLE;
    }

    /** Ideographs, kana, and the scripts from Thai to Khmer. */
    private static boolean isWrittenWithoutSpaces(int codePoint) {
        return Character.isIdeographic(codePoint)
                || (codePoint >= 0x3040 && codePoint <= 0x31ff)
                || (codePoint >= 0xff66 && codePoint <= 0xff9f)
                || (codePoint >= 0x0e00 && codePoint <= 0x0eff)
                || (codePoint >= 0x1000 && codePoint <= 0x109f)
                || (codePoint >= 0x1780 && codePoint <= 0x17ff);
    }

    /** A change without what its two sides have in common at their ends. */
    private static Change core(String before, String after, Change change) {
        int start = change.start();
        int newStart = change.newStart();
        int end = change.end();
        int newEnd = change.newEnd();
        while (start < end && newStart < newEnd && before.charAt(start) == after.charAt(newStart)) {
            start++;
            newStart++;
        }
        if (start > change.start() && Character.isHighSurrogate(before.charAt(start - 1))) {
            start--;
            newStart--;
        }
        while (end > start
                && newEnd > newStart
                && before.charAt(end - 1) == after.charAt(newEnd - 1)) {
            end--;
            newEnd--;
        }
        if (end < change.end() && Character.isLowSurrogate(before.charAt(end))) {
            end++;
            newEnd++;
        }
        return new Change(start, end, newStart, newEnd);
    }
}
