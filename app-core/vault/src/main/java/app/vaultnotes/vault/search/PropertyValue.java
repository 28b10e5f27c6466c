package app.vaultnotes.vault.search;

import app.vaultnotes.vault.search.Query.Comparison;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How values of properties compare: two numbers as numbers, everything else as folded text, which
 * puts ISO dates in their order. A number and a text are only ever unequal.
 */
final class PropertyValue {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?");

    private PropertyValue() {}

    static boolean compare(String stored, Comparison comparison, String wanted) {
        if (comparison == Comparison.EXISTS) {
            return true;
        }
        String storedKey = TextFolding.fold(stored);
        String wantedKey = TextFolding.fold(wanted);
        boolean storedNumber = NUMBER.matcher(storedKey).matches();
        boolean wantedNumber = NUMBER.matcher(wantedKey).matches();
        if (storedNumber != wantedNumber) {
            return false;
        }
        int order =
                storedNumber
                        ? new BigDecimal(storedKey).compareTo(new BigDecimal(wantedKey))
                        : storedKey.compareTo(wantedKey);
        return holds(order, comparison);
    }

    private static boolean holds(int order, Comparison comparison) {
        return switch (comparison) {
            case EXISTS -> true;
            case EQUAL -> order == 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }
}
