package app.vaultnotes.vault.importing;

import app.vaultnotes.document.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Names each of them in the report, and each folder on the way to them. */
    void look(List<Source.Entry> entries) {
        Map<List<String>, String> seen = new HashMap<>();
        Set<List<String>> folders = new HashSet<>();
        for (Source.Entry entry : entries) {
            for (int depth = 1; depth < entry.path().size(); depth++) {
                folder(entry.path().subList(0, depth), folders, seen);
            }
            if (entry.folder()) {
                folder(entry.path(), folders, seen);
            } else {
                look(entry.path(), entry.original(), "", seen);
            }
        }
    }

    private void folder(
            List<String> path, Set<List<String>> folders, Map<List<String>, String> seen) {
        if (folders.add(path)) {
            look(path, String.join("/", path), "/", seen);
        }
    }

    /** A file and a folder never are twins: {@code kind} keeps them apart. */
    private void look(
            List<String> path, String original, String kind, Map<List<String>, String> seen) {
        int last = path.size() - 1;
        List<String> key = new ArrayList<>(path);
        key.set(last, Names.key(path.get(last)) + kind);
        String twin = seen.putIfAbsent(key, original);
        if (twin != null) {
            report.changed(
                    original,
                    "its name differs from “"
                            + twin
                            + "” only by case or Unicode form; one of them is shown with a number");
        }
        onWindows(path.get(last)).ifPresent(why -> report.changed(original, why));
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
