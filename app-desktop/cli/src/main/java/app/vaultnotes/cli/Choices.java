package app.vaultnotes.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Words of which one is given, in small letters: a shell completes them, and they are named when
 * what was given is none of them.
 */
abstract class Choices<E extends Enum<E>> implements Iterable<String>, ITypeConverter<E> {

    private final E[] all;

    Choices(E[] all) {
        this.all = all;
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }

    private List<String> words() {
        return Arrays.stream(all).map(Choices::word).toList();
    }

    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public E convert(String given) {
        return Arrays.stream(all)
                .filter(choice -> word(choice).equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException(
                                "“" + given + "” is none of " + String.join(", ", words())));
    }
}
