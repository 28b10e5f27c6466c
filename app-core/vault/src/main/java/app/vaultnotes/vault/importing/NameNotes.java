package app.vaultnotes.vault.importing;

import app.vaultnotes.document.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Names that come over as they are, but that people may not find as they expect. */
final class NameNotes {

    /** What Windows takes for a device, with any extension. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

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
            if (DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                report.changed(entry.original(), "Windows cannot have a file of this name");
            } else if (name.indexOf('\\') >= 0) {
                report.changed(
                        entry.original(), "its name holds “\\\\”, which parts folders on Windows");
            }
        }
    }
}
