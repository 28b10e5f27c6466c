package app.vaultnotes.desktop;

import app.vaultnotes.cli.bench.Samples;
import java.util.Locale;
import java.util.function.IntFunction;

/** Long notes with a bit of everything that Markdown has. */
final class BenchNote {

    private static final long SEED = 20_261_124;

    private final Samples samples = new Samples(SEED);
    private final StringBuilder text = new StringBuilder("# Long\n\n");
    private int words = 1;

    /** A note with at least so many words. */
    static String ofWords(int wanted) {
        BenchNote note = new BenchNote();
        for (int i = 0; note.words < wanted; i++) {
            note.section(i);
        }
        return note.text.toString();
    }

    /** A note with at least so many characters. */
    static String ofLength(int wanted) {
        BenchNote note = new BenchNote();
        for (int i = 0; note.text.length() < wanted; i++) {
            note.section(i);
        }
        return note.text.toString();
    }

    private void section(int number) {
        text.append("## Section ").append(number).append("\n\n");
        words += 2;
        for (int i = 0; i < 3; i++) {
            paragraph(60);
            text.append("\n\n");
        }
        switch (number % 4) {
            case 0 -> lines(4, i -> "- [" + (i % 2 == 0 ? ' ' : 'x') + "] ");
            case 1 -> lines(5, i -> String.format(Locale.ROOT, "%d. ", i + 1));
            case 2 -> lines(3, i -> i == 0 ? "> [!note] " : "> ");
            default -> code();
        }
        text.append('\n');
    }

    private void paragraph(int length) {
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : " ");
            word(i);
        }
    }

    private void word(int place) {
        String word = samples.pick();
        switch (place % 30) {
            case 5 -> text.append("**").append(word).append("**");
            case 11 -> text.append('`').append(word).append('`');
            case 17 -> text.append("[[").append(word).append("]]");
            case 23 -> text.append('#').append(word);
            case 29 -> text.append(word).append('.');
            default -> text.append(word);
        }
        words++;
    }

    private void lines(int count, IntFunction<String> mark) {
        for (int i = 0; i < count; i++) {
            text.append(mark.apply(i));
            paragraph(12);
            text.append('\n');
        }
    }

    private void code() {
        text.append("```\n");
        lines(3, i -> "    ");
        text.append("```\n");
    }
}
