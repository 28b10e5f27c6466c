package app.vaultnotes.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CursorTest {

    private static final long SEED = 7;
    private static final int TOKENS = 100_000;
    private static final String LETTERS = "0123456789abcdef@@@eEgA٣ ";
    private static final Pattern SPELLING = Pattern.compile("e|[0-9]{1,20}@([0-9a-f]{2})*");

    @Test
    void onlySpellingsOfCursorsAreTaken() {
        Random random = new Random(SEED);
        int taken = 0;
        for (int i = 0; i < TOKENS; i++) {
            String token = token(random);
            if (SPELLING.matcher(token).matches()) {
                assertEquals(token, new Cursor(token).token());
                taken++;
            } else {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Cursor(token),
                        "seed " + SEED + ", “" + token + "”");
            }
        }
        assertTrue(taken > TOKENS / 20, taken + " of them are cursors");
    }

    /** Mostly nearly one. */
    private static String token(Random random) {
        String digits = letters(random, random.nextInt(22), 10);
        String token = digits + "@" + letters(random, random.nextInt(8), 16);
        if (random.nextInt(3) == 0) {
            return letters(random, random.nextInt(5), LETTERS.length());
        }
        if (random.nextInt(3) == 0) {
            int at = random.nextInt(token.length());
            return token.substring(0, at)
                    + letters(random, 1, LETTERS.length())
                    + token.substring(at + 1);
        }
        return token;
    }

    private static String letters(Random random, int count, int of) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(random.nextInt(of)));
        }
        return letters.toString();
    }

    @Test
    void aTokenHasALimit() {
        new Cursor("1@" + "ab".repeat(128));
        assertThrows(IllegalArgumentException.class, () -> new Cursor("1@" + "ab".repeat(140)));
    }
}
