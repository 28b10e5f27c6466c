package app.vaultnotes.vault.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Words made of syllables, a few frequent and most rare, as in real text. */
final class Vocabulary {

    private static final String[] SYLLABLES =
            ("ba be bi bo da de di do fa fe ga ge ha he ka ke ki ko la le li lo ma me mi mo na ne"
                            + " ni no pa pe ra re ri ro sa se si so ta te ti to va ve wa za")
                    .split(" ");

    private final List<String> words;

    Vocabulary(RandomGenerator random, int size) {
        Set<String> made = new HashSet<>();
        words = new ArrayList<>();
        while (words.size() < size) {
            StringBuilder word = new StringBuilder();
            int syllables = 2 + random.nextInt(4);
            for (int i = 0; i < syllables; i++) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            if (made.add(word.toString())) {
                words.add(word.toString());
            }
        }
    }

    /** The word of a rank; the first is the most frequent. */
    String word(int rank) {
        return words.get(rank);
    }

    /** A word, of rank r about as often as 1/r (Zipf). */
    String any(RandomGenerator random) {
        double u = random.nextDouble();
        return words.get((int) Math.min(words.size() - 1, Math.pow(words.size(), u) - 1));
    }

    /** About so many characters of text in lines. */
    String text(RandomGenerator random, int chars) {
        StringBuilder text = new StringBuilder(chars + 16);
        while (text.length() < chars) {
            text.append(any(random)).append(random.nextInt(12) == 0 ? ".\n" : " ");
        }
        return text.toString();
    }
}
