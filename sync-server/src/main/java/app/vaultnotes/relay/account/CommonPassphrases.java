package app.vaultnotes.relay.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.vaultnotes.relay.call.EmailAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Knows passphrases that are guessed first. Lists of common passwords hold hardly any of 15
 * characters or more; what is common among those is made of common pieces. So a passphrase is taken
 * apart into as few pieces as can be, where a well-known word, a run along the keyboard or the
 * alphabet, and one character again and again are one piece each, and every other character is one
 * by itself. What has only a handful of pieces is common.
 */
final class CommonPassphrases {

    private static final int FEW_PIECES = 4;
    private static final int SHORTEST_RUN = 3;
    private static final int LONGEST_WORD = 40;
    private static final int DIGITS_OF_A_PIECE = 3;
    private static final int SHORTEST_REPEATED = 15;
    private static final int SHORTEST_PART_OF_ADDRESS = 3;
    private static final Set<String> WORDS = words();
    private static final List<String> ROWS =
            List.of(
                    "abcdefghijklmnopqrstuvwxyz",
                    "01234567890",
                    "qwertyuiop",
                    "asdfghjkl",
                    "zxcvbnm",
                    "qwertzuiop",
                    "yxcvbnm",
                    "azertyuiop",
                    "qsdfghjklm",
                    "wxcvbn",
                    "1q2w3e4r5t6y7u8i9o0p",
                    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
                    "qazwsxedcrfvtgbyhnujm",
                    "йцукенгшщзхъ",
                    "фывапролджэ",
                    "ячсмитьбю");

    private CommonPassphrases() {}

    /** Whether a passphrase is among those that are tried first on this account. */
    static boolean isCommon(String passphrase, EmailAddress email) {
        String plain = lettersAndDigits(passphrase);
        Set<String> own = own(email);
        return isRepeated(passphrase)
                || isRepeated(plain)
                || pieces(plain, own) <= FEW_PIECES
                || pieces(spelled(passphrase), own) <= FEW_PIECES
                || pieces(new StringBuilder(plain).reverse().toString(), own) <= FEW_PIECES;
    }

    private static String lettersAndDigits(String text) {
        StringBuilder kept = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(kept::appendCodePoint);
        return kept.isEmpty() ? text : kept.toString();
    }

    /** With letters for the signs that are written in their place. */
    private static String spelled(String text) {
        String from = "013457@$!|";
        String to = "oleastasil";
        StringBuilder spelled = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            int index = from.indexOf(letter);
            spelled.append(index < 0 ? letter : to.charAt(index));
        }
        return lettersAndDigits(spelled.toString());
    }

    /** Whether it is something shorter than a passphrase may be, more than once. */
    private static boolean isRepeated(String text) {
        for (int period = 1; period < SHORTEST_REPEATED && period * 2 <= text.length(); period++) {
            if (text.regionMatches(0, text, period, text.length() - period)) {
                return true;
            }
        }
        return false;
    }

    /** The words of an address, which are not secret to anyone who tries it. */
    private static Set<String> own(EmailAddress email) {
        Set<String> own = new HashSet<>();
        own.add(lettersAndDigits(email.key()));
        Arrays.stream(email.key().split("[^\\p{L}\\p{N}]+", -1))
                .filter(part -> part.length() >= SHORTEST_PART_OF_ADDRESS)
                .forEach(own::add);
        own.add(lettersAndDigits(email.key().substring(0, email.key().indexOf('@'))));
        return own;
    }

    /** The fewest pieces that a text can be put together of. */
    private static int pieces(String text, Set<String> own) {
        int[] fewest = new int[text.length() + 1];
        Arrays.fill(fewest, Integer.MAX_VALUE);
        fewest[0] = 0;
        for (int start = 0; start < text.length(); start++) {
            int next = fewest[start] + 1;
            improve(fewest, start + 1, next);
            for (int end = start + 2; end <= longestFrom(text, start); end++) {
                if (isWord(text.substring(start, end), own)) {
                    improve(fewest, end, next);
                }
            }
            for (int end = start + 2; end <= run(text, start); end++) {
                improve(fewest, end, next);
            }
        }
        return fewest[text.length()];
    }

    private static int longestFrom(String text, int start) {
        return Math.min(text.length(), start + LONGEST_WORD);
    }

    private static boolean isWord(String piece, Set<String> own) {
        return WORDS.contains(piece)
                || own.contains(piece)
                || (piece.length() <= DIGITS_OF_A_PIECE
                        && piece.chars().allMatch(Character::isDigit));
    }

    private static void improve(int[] fewest, int end, int pieces) {
        fewest[end] = Math.min(fewest[end], pieces);
    }

    /** Where the longest run from here ends: of one character, or along a row, either way. */
    private static int run(String text, int start) {
        int end = sameRun(text, start);
        for (String row : ROWS) {
            end = Math.max(end, rowRun(text, start, row, 1));
            end = Math.max(end, rowRun(text, start, row, -1));
        }
        return end - start >= SHORTEST_RUN ? end : start;
    }

    private static int sameRun(String text, int start) {
        int end = start + 1;
        while (end < text.length() && text.charAt(end) == text.charAt(start)) {
            end++;
        }
        return end;
    }

    private static int rowRun(String text, int start, String row, int step) {
        int end = start;
        int at = row.indexOf(text.charAt(start));
        while (end < text.length()
                && at >= 0
                && at < row.length()
                && text.charAt(end) == row.charAt(at)) {
            end++;
            at += step;
        }
        return end;
    }

    private static Set<String> words() {
        try (InputStream in =
                        Objects.requireNonNull(
                                CommonPassphrases.class.getResourceAsStream(
                                        "common-passphrases.txt"),
                                "common-passphrases.txt is missing");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            Set<String> words = new HashSet<>();
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> words.addAll(List.of(line.strip().split(" +", -1))));
            words.remove("");
            return Set.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
