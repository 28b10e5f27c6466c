package app.vaultnotes.vault;

import app.vaultnotes.document.Names;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** What a name means where several things may have it: an exact name wins over {@code Name (2)}. */
final class Numbered {

    private Numbered() {}

    /**
     * The thing a name means.
     *
     * @param named all things with a key, by id
     * @param nameOf a thing's own name
     * @param numberOf the number it is shown with
     */
    static <T> Optional<T> pick(
            String name,
            Function<String, List<T>> named,
            Function<T, String> nameOf,
            ToIntFunction<T> numberOf) {
        List<T> equal = named.apply(Names.key(name));
        if (!equal.isEmpty()) {
            return Optional.of(spelt(name, equal, nameOf));
        }
        return ShownNumbers.split(name)
                .filter(shown -> shown.number() > 1)
                .flatMap(shown ->
                        named.apply(Names.key(shown.name())).stream()
                                .filter(thing -> numberOf.applyAsInt(thing) == shown.number())
                                .findFirst());
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
