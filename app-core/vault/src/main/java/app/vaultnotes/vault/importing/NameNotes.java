package app.vaultnotes.vault.importing;

import app.vaultnotes.document.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that come over as they are, but that people may not find as they expect. */
public final class NameNotes {

    /** What Windows takes for a device, with any extension. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    private static final String FORBIDDEN = "<>:\"|?*";

    private final FidelityReport.Builder report;

    NameNotes(FidelityReport.Builder report) {
        this.report = report;
    }

    /** Names each of them in the report. */
    void look(List<Source.Entry> entries) {
        Map<String, String> seen = new HashMap<>();
        for (Source.Entry entry : entries) {
            String name = entry.name();
            String key = Names.key(String.join("/", entry.path()));
            String twin = seen.putIfAbsent(key, entry.original());
            if (twin != null) {
                report.changed(
                        entry.original(),
                        "its name differs from “"
                                + twin
                                + "” only by case or Unicode form; one of them is shown with a"
                                + " number");
            }
            onWindows(name).ifPresent(why -> report.changed(entry.original(), why));
        }
    }

    /** Why Windows cannot have a file or folder of this name, if it cannot. */
    public static Optional<String> onWindows(String name) {
        if (DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of("Windows cannot have a file of this name");
        }
        if (name.indexOf('\\') >= 0) {
            return Optional.of("its name holds “\\”, which parts folders on Windows");
        }
        Optional<String> forbidden =
                name.chars()
                        .filter(c -> c < ' ' || FORBIDDEN.indexOf(c) >= 0)
                        .mapToObj(c -> c < ' ' ? "a control character" : "“" + (char) c + "”")
                        .findFirst();
        return forbidden
                .map(c -> "Windows cannot have a file of this name: it holds " + c)
                .or(() ->
                        name.endsWith(".") || name.endsWith(" ")
                                ? Optional.of(
                                        "Windows cannot have a file of this name: it ends with a dot"
                                                + " or a space")
                                : Optional.empty());
    }
}
