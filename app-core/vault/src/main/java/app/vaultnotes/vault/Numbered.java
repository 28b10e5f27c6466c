package app.vaultnotes.vault;

import app.vaultnotes.document.Names;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a name means where several things may have it: an exact name wins over {@code Name (2)}. */
final class Numbered {

    private static final Pattern SUFFIX = Pattern.compile("(.+) \\((\\d{1,6})\\)", Pattern.DOTALL);

    private Numbered() {}

    /**
     * The thing a name means.
     *
     * @param named all things with a key, by id
     * @param nameOf a thing's own name
     */
    static <T> Optional<T> pick(
            String name, Function<String, List<T>> named, Function<T, String> nameOf) {
        List<T> equal = named.apply(Names.key(name));
        if (!equal.isEmpty()) {
            return Optional.of(spelt(name, equal, nameOf));
        }
        Matcher suffix = SUFFIX.matcher(name);
        if (!suffix.matches()) {
            return Optional.empty();
        }
        List<T> numbered = named.apply(Names.key(suffix.group(1)));
        int ordinal = Integer.parseInt(suffix.group(2));
        return ordinal >= 2 && ordinal <= numbered.size()
                ? Optional.of(numbered.get(ordinal - 1))
                : Optional.empty();
    }

    /** Of names that differ only in case, the one that is spelt so; otherwise the first. */
    private static <T> T spelt(String name, List<T> equal, Function<T, String> nameOf) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        return equal.stream()
                .filter(t ->
                        Normalizer.normalize(nameOf.apply(t), Normalizer.Form.NFC).equals(composed))
                .findFirst()
                .orElse(equal.get(0));
    }
}
