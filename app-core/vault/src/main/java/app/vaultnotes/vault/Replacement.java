package app.vaultnotes.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What to look for in notes and what to put in its place.
 *
 * @param find what to look for
 * @param with what comes in its place; with {@code expression}, {@code $1} is what the first group
 *     found, {@code \n} a line's end and {@code \t} a tab
 * @param expression whether {@code find} is a regular expression of {@link Pattern}, in which
 *     {@code ^} and {@code $} stand at the ends of lines, and not plain text
 * @param matchCase whether capital letters differ from small ones
 */
public record Replacement(String find, String with, boolean expression, boolean matchCase) {

    /** Longest text or expression to look for, and longest replacement, in UTF-16 units. */
    public static final int MAX_CHARS = 10_000;

    /** Steps that an expression may take in any note. */
    private static final long MIN_STEPS = 5_000_000;

    /** Steps that an expression may take for each UTF-16 unit of a long note. */
    private static final long STEPS_PER_CHAR = 100;

    /** Looks at one match; false ends the search. */
    interface Look extends Predicate<Found> {}

    /**
     * One place that was found.
     *
     * @param start its first UTF-16 unit in the text
     * @param end where it ends
     * @param with what comes in its place
     */
    public record Found(int start, int end, String with) {}

    /** The pattern, or an {@code INVALID} that says what is wrong with it. */
    Pattern pattern() {
        if (find.isEmpty()) {
            throw Paths.invalid("There is nothing to look for.");
        }
        if (find.length() > MAX_CHARS || with.length() > MAX_CHARS) {
            throw Paths.invalid("More than " + MAX_CHARS + " characters cannot be looked for.");
        }
        int flags = expression ? Pattern.MULTILINE : Pattern.LITERAL;
        flags |= matchCase ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        try {
            return Pattern.compile(find, flags);
        } catch (PatternSyntaxException e) {
            throw Paths.invalid(
                    "“" + find + "” is no regular expression: " + e.getDescription() + ".");
        } catch (StackOverflowError e) {
            throw Paths.invalid("The regular expression is nested too deeply.");
        }
    }

    /**
     * The first matches in a text, in order.
     *
     * @param name what the text is called, to say which one takes too long
     * @param most matches
     * @throws VaultException when nothing can be looked for so, or it takes too long
     */
    public List<Found> in(String text, String name, int most) {
        List<Found> all = new ArrayList<>();
        each(
                pattern(),
                text,
                name,
                found -> {
                    all.add(found);
                    return all.size() < most;
                });
        return all;
    }

    /**
     * Shows all matches in a text, in order.
     *
     * @param name what the text is called, to say which one takes too long
     */
    void each(Pattern pattern, String text, String name, Look look) {
        long steps = Math.max(MIN_STEPS, STEPS_PER_CHAR * text.length());
        Matcher matcher = pattern.matcher(new CountedText(text, steps));
        String template = expression ? unescaped(with) : Matcher.quoteReplacement(with);
        try {
            int copied = 0;
            boolean more = true;
            while (more && matcher.find()) {
                StringBuilder copy = new StringBuilder();
                matcher.appendReplacement(copy, template);
                String instead = copy.substring(matcher.start() - copied);
                copied = matcher.end();
                more = look.test(new Found(matcher.start(), matcher.end(), instead));
            }
        } catch (CountedText.TooManySteps | StackOverflowError e) {
            throw new VaultException(
                    VaultException.Code.REFUSED,
                    "The regular expression takes too long in “" + name + "”.",
                    "Make it simpler: repetitions inside repetitions take very many steps.");
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Paths.invalid("“" + with + "” cannot be a replacement: " + e.getMessage() + ".");
        }
    }

    /** A template with the escapes that Java's has not: {@code \n} and {@code \t}. */
    private static String unescaped(String template) {
        StringBuilder plain = new StringBuilder();
        boolean escaped = false;
        for (int at = 0; at < template.length(); at++) {
            char c = template.charAt(at);
            if (escaped) {
                plain.append(c == 'n' ? "\n" : c == 't' ? "\t" : "\\" + c);
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else {
                plain.append(c);
            }
        }
        if (escaped) {
            plain.append('\\'); // refused as what it is: an escape of nothing
        }
        return plain.toString();
    }
}
