package app.vaultnotes.cli;

import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.History;
import app.vaultnotes.vault.Timeline;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on what notes were. */
final class HistoryCommands {

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private HistoryCommands() {}

    /** {@code history}. */
    @Command(
            description =
                    "List the versions of a note or file, or what happened to a folder, newest first.")
    static final class Log extends VaultCommand {
        @Parameters(paramLabel = "PATH", description = "The note, file or folder.")
        private String path = "";

        @Option(names = "--name", paramLabel = "NAME", description = "Name the newest version.")
        private @Nullable String name;

        private static final Set<Timeline.Deed> PLACING =
                EnumSet.of(
                        Timeline.Deed.RENAMED,
                        Timeline.Deed.MOVED,
                        Timeline.Deed.TRASHED,
                        Timeline.Deed.RESTORED);

        Log(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) {
            String given = name;
            if (given != null) {
                vault(open).timeline().name(path, given);
            }
            Map<Id, String> devices = new HashMap<>();
            vault(open)
                    .timeline()
                    .devices()
                    .forEach(device -> devices.put(device.id(), device.name()));
            List<Map<String, Object>> shapes = new ArrayList<>();
            for (Row row : rows(vault(open).timeline())) {
                Id by = row.version().device();
                String device = devices.getOrDefault(by, by.toString());
                shapes.add(shape(row, device));
                if (!json()) {
                    say(line(row, device));
                }
            }
            if (json()) {
                print(Json.shape("versions", shapes, "places", places(open)));
            }
            return 0;
        }

        /**
         * A version, what it did beside the text, and the path it left, if it did anything to that.
         */
        private record Row(History.Version version, @Nullable Set<Timeline.Deed> did, String path) {

            /** Whether it did anything that a person could see. */
            boolean tells() {
                return did == null || !did.isEmpty() || !version.name().isEmpty();
            }
        }

        private List<Row> rows(Timeline timeline) {
            List<Timeline.FolderVersion> folder = timeline.folder(path);
            if (!folder.isEmpty()) {
                return folder.stream()
                        .map(each -> new Row(each.version(), each.deeds(), each.path()))
                        .toList();
            }
            Map<String, Set<Timeline.Deed>> deeds = timeline.deeds(path);
            List<Timeline.Place> places = timeline.places(path);
            List<Row> rows = new ArrayList<>();
            List<History.Version> versions = timeline.versions(path);
            for (History.Version version : versions) {
                Set<Timeline.Deed> did = deeds.get(version.id());
                boolean placed =
                        rows.size() == versions.size() - 1
                                || (did != null && did.stream().anyMatch(PLACING::contains));
                rows.add(new Row(version, did, placed ? left(version, places) : ""));
            }
            return rows.stream().filter(Row::tells).toList();
        }

        private static String left(History.Version version, List<Timeline.Place> places) {
            return places.stream()
                    .filter(place -> place.placement().atMillis() <= version.toMillis())
                    .reduce((before, after) -> after)
                    .map(Timeline.Place::path)
                    .orElse("");
        }

        private List<Map<String, Object>> places(OpenVault open) {
            List<Map<String, Object>> shapes = new ArrayList<>();
            for (Timeline.Place place : vault(open).timeline().places(path)) {
                Map<String, Object> shape = new LinkedHashMap<>();
                shape.put("at", time(place.placement().atMillis()));
                shape.put("title", place.placement().title());
                shape.put("folder", place.folder());
                shape.put("trashed", place.placement().trashed());
                shapes.add(shape);
            }
            return shapes;
        }

        private static Map<String, Object> shape(Row row, String device) {
            History.Version version = row.version();
            Set<Timeline.Deed> did = row.did();
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("id", version.id());
            shape.put("at", time(version.toMillis()));
            shape.put("from", time(version.fromMillis()));
            shape.put("device", device);
            shape.put("added", version.added());
            shape.put("removed", version.removed());
            shape.put("name", version.name());
            shape.put("did", did == null ? List.of() : did.stream().map(Log::word).toList());
            if (!row.path().isEmpty()) {
                shape.put("path", row.path());
            }
            return shape;
        }

        private static String word(Timeline.Deed deed) {
            return deed.name().toLowerCase(Locale.ROOT);
        }

        private String line(Row row, String device) {
            History.Version version = row.version();
            Set<Timeline.Deed> did = row.did();
            String changed =
                    did != null && !did.isEmpty()
                            ? did.stream().map(Log::word).collect(Collectors.joining(", "))
                            : terminal().added("+" + version.added())
                                    + " "
                                    + terminal().removed("-" + version.removed());
            String named = version.name().isEmpty() ? "" : "  " + terminal().bold(version.name());
            return version.id()
                    + "  "
                    + WHEN.format(Instant.ofEpochMilli(version.toMillis()))
                    + "  "
                    + device
                    + "  "
                    + changed
                    + (row.path().isEmpty() ? "" : "  " + row.path())
                    + named;
        }
    }

    /** {@code diff}. */
    @Command(description = "Show word by word what changed since a version, or between two.")
    static final class Diff extends VaultCommand {
        @Parameters(index = "0", paramLabel = "NOTE", description = "The note.")
        private String note = "";

        @Parameters(
                index = "1",
                paramLabel = "VERSION",
                description = "The version to compare from.")
        private String from = "";

        @Parameters(
                index = "2",
                arity = "0..1",
                paramLabel = "VERSION",
                description = "The version to compare to; the note as it is unless given.")
        private String to = "";

        Diff(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) {
            List<TextDiff.Run> runs = vault(open).timeline().diff(note, from, to);
            if (json()) {
                print(Map.of("runs", shapes(runs)));
                return 0;
            }
            StringBuilder shown = new StringBuilder();
            runs.forEach(run -> shown.append(styled(terminal(), run)));
            terminal().out().print(shown);
            if (!shown.toString().endsWith("\n")) {
                terminal().out().println();
            }
            return 0;
        }
    }

    /** Runs of words as JSON has them. */
    static List<Map<String, Object>> shapes(List<TextDiff.Run> runs) {
        return runs.stream()
                .map(run ->
                        Json.shape(
                                "kind",
                                run.kind().name().toLowerCase(Locale.ROOT),
                                "text",
                                run.text()))
                .toList();
    }

    /** A run of words as a terminal shows it. */
    static String styled(Terminal terminal, TextDiff.Run run) {
        return switch (run.kind()) {
            case EQUAL -> terminal.lines(run.text());
            case REMOVED -> terminal.removed("[-" + terminal.lines(run.text()) + "-]");
            case INSERTED -> terminal.added("{+" + terminal.lines(run.text()) + "+}");
        };
    }

    /** {@code revert}. */
    @Command(description = "Give a note the text of a version, as a new edit.")
    static final class Revert extends VaultCommand {
        @Parameters(index = "0", paramLabel = "NOTE", description = "The note.")
        private String note = "";

        @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
        private String version = "";

        @Option(
                names = "--paragraph",
                paramLabel = "N",
                description = "Only the Nth paragraph that differs; 0 lists them.")
        private @Nullable Integer paragraph;

        Revert(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) {
            Integer number = paragraph;
            if (number != null && number == 0) {
                return list(vault(open).timeline().paragraphs(note, version));
            }
            Edited edited =
                    number == null
                            ? vault(open).timeline().revert(note, version)
                            : vault(open).timeline().revertParagraph(note, version, number);
            return told(edited, "“" + edited.path() + "” is as it was.");
        }

        private int list(List<Timeline.ChangedParagraph> changed) {
            List<Map<String, Object>> shapes = new ArrayList<>();
            for (Timeline.ChangedParagraph each : changed) {
                shapes.add(
                        Json.shape(
                                "number",
                                shapes.size() + 1,
                                "now",
                                each.now(),
                                "then",
                                each.then()));
                if (!json()) {
                    say(
                            terminal().bold(shapes.size() + ".")
                                    + " "
                                    + terminal().removed(each.now())
                                    + "\n   "
                                    + terminal().added(each.then()));
                }
            }
            if (json()) {
                print(Map.of("paragraphs", shapes));
            }
            return 0;
        }
    }

    /** {@code undo}. */
    @Command(
            description = {
                "Take back this device's last edit of a note, also after a restart.",
                "A move takes the note and the links to it back; folders that it made stay."
            })
    static final class UndoIt extends VaultCommand {
        @Parameters(paramLabel = "NOTE", description = "The note.")
        private String note = "";

        UndoIt(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) {
            Edited edited = vault(open).undo().undo(note);
            return told(edited, "Undone in “" + edited.path() + "”.");
        }
    }

    /** {@code redo}. */
    @Command(description = "Do again what undo took back.")
    static final class RedoIt extends VaultCommand {
        @Parameters(paramLabel = "NOTE", description = "The note.")
        private String note = "";

        RedoIt(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) {
            Edited edited = vault(open).undo().redo(note);
            return told(edited, "Done again in “" + edited.path() + "”.");
        }
    }
}
