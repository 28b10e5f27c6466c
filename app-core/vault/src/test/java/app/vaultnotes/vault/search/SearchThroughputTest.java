package app.vaultnotes.vault.search;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Speeds in processor time, so that other work on the machine does not count. */
@EnabledIfSystemProperty(named = "vaultnotes.heavy", matches = "true")
class SearchThroughputTest {

    private static final int ROUNDS = 20;
    private static final int TEXT_CHARS = 5_000_000;
    private static final int VOCABULARY = 1_000_000;

    private static final String ENGLISH =
            "The quick brown fox jumps over the lazy dog, and then it doesn't stop: the report"
                    + " (2026) shows that growth wasn't what people had expected it to be.\n";
    private static final String JAPANESE = "東京都は日本の首都であり、世界でも有数の大都市です。カタカナも混ざります。\n";

    private static double bestSeconds(Runnable work) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            best = Math.min(best, nanos / 1e9);
        }
        return best;
    }

    private static double megabytesPerSecond(String line) {
        String text = line.repeat(TEXT_CHARS / line.length());
        double megabytes = text.getBytes(StandardCharsets.UTF_8).length / 1e6;
        return megabytes / bestSeconds(() -> SearchTokens.indexText(text));
    }

    @Test
    void plainEnglishIsCutFasterThanItCanBeRead() {
        double english = megabytesPerSecond(ENGLISH);
        double japanese = megabytesPerSecond(JAPANESE);
        System.out.printf("tokens: English %.0f MB/s, Japanese %.0f MB/s%n", english, japanese);
        assertTrue(english >= 20, "English: " + english + " MB/s");
    }

    @Test
    void vocabulariesAreLookedThroughInAnInstant() {
        Random random = new Random(1);
        List<String> vocabulary = new ArrayList<>();
        for (int i = 0; i < VOCABULARY; i++) {
            StringBuilder word = new StringBuilder();
            for (int length = 3 + random.nextInt(9); length > 0; length--) {
                word.append("eeetttaaaooinshrdlucmfwypvbgkjqxz".charAt(random.nextInt(33)));
            }
            vocabulary.add(word.toString());
        }
        double seconds =
                bestSeconds(() -> {
                    SpellingSuggestions found = new SpellingSuggestions("interesting", 5);
                    vocabulary.forEach(word -> found.consider(word, 1));
                });
        double millions = VOCABULARY / seconds / 1e6;
        System.out.printf("suggestions: %.0f million words/s%n", millions);
        assertTrue(millions >= 1, millions + " million words/s");
    }
}
