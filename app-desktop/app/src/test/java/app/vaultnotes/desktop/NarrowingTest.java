package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Narrowing finds what looking at every name finds, whatever is typed and taken back. */
class NarrowingTest {

    private static final int NAMES = 400;
    private static final int MOST = 20;
    private static final String LETTERS = "abc ABCä";

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void itFindsWhatLookingAtEveryNameFinds() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            names.add(letters(1 + random.nextInt(12)));
        }
        Narrowing narrowing = new Narrowing(names);
        String typed = "";
        for (int i = 0; i < NAMES; i++) {
            boolean more = typed.length() < 2 || (typed.length() < 6 && random.nextBoolean());
            typed = more ? typed + letters(1) : shorter(typed);
            String letters = typed.strip();
            assertEquals(
                    slowly(names, letters),
                    narrowing.best(letters, MOST),
                    () -> "“" + letters + "”, seed " + seed);
        }
    }

    @Test
    void withoutLettersAllStayInOrder() {
        assertEquals(List.of(0, 1), new Narrowing(List.of("long name", "a", "b")).best("", 2));
    }

    private String shorter(String typed) {
        int at = random.nextInt(typed.length());
        return random.nextBoolean() ? typed.substring(at) : typed.substring(0, at);
    }

    private String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static List<Integer> slowly(List<String> names, String letters) {
        return IntStream.range(0, names.size())
                .boxed()
                .filter(i -> FuzzyMatch.of(letters, names.get(i)).isPresent())
                .sorted(
                        Comparator.comparingInt(i ->
                                letters.isEmpty()
                                        ? 0
                                        : -FuzzyMatch.of(letters, names.get(i))
                                                .orElseThrow()
                                                .score()))
                .limit(MOST)
                .toList();
    }
}
