package app.vaultnotes.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers under which things with equal names in one place are shown: all but the first as
 * {@code Name (2)}, {@code (3)} and so on, without those that something is really called.
 */
public final class ShownNumbers {

    private static final Pattern NUMBERED =
            Pattern.compile("(.+) \\((\\d{1,6})\\)", Pattern.DOTALL);

    private ShownNumbers() {}

    /**
     * A name, or a key of one, as shown with a number; 1 is not shown.
     *
     * @param extensions whether the number stands before the extension
     */
    public static String shown(String name, int number, boolean extensions) {
        if (number <= 1) {
            return name;
        }
        int end = end(name, extensions);
        return name.substring(0, end) + " (" + number + ")" + name.substring(end);
    }

    /** The name that this one would be with a number; empty when it carries none. */
    public static Optional<String> unnumbered(String shown, boolean extensions) {
        int end = end(shown, extensions);
        return split(shown.substring(0, end)).map(name -> name.name() + shown.substring(end));
    }

    private static int end(String name, boolean extensions) {
        int dot = extensions ? name.lastIndexOf('.') : -1;
        return dot <= 0 ? name.length() : dot;
    }

    /**
     * A name that ends with a number in brackets.
     *
     * @param name what stands before it
     */
    record Numbered(String name, int number) {}

    static Optional<Numbered> split(String shown) {
        Matcher matcher = NUMBERED.matcher(shown);
        return matcher.matches()
                ? Optional.of(new Numbered(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /**
     * The numbers of so many things with one name, in their order.
     *
     * @param taken whether something is really called as that number would be shown
     */
    static List<Integer> of(int count, Predicate<Integer> taken) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; numbers.size() < count; number++) {
            if (number == 1 || !taken.test(number)) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
