package app.vaultnotes.desktop;

import app.vaultnotes.ui.sharing.Company.Fellow;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of others who have a note open. */
final class OthersWords {

    private OthersWords() {}

    /** In few words; somebody with several devices is one. */
    static String brief(List<Fellow> here) {
        List<String> names = here.stream().map(each -> name(each.label())).distinct().toList();
        return switch (names.size()) {
            case 1 -> Words.of("others.one", names.get(0));
            case 2 -> Words.of("others.two", names.get(0), names.get(1));
            default -> Words.of("others.more", names.get(0), names.size() - 1);
        };
    }

    /** All of them by their full names. */
    static String full(List<Fellow> here) {
        return here.stream().map(each -> name(each.name())).collect(Collectors.joining("\n"));
    }

    private static String name(String known) {
        return known.isEmpty() ? Words.of("others.somebody") : known;
    }
}
