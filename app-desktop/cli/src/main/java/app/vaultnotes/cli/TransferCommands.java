package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.pdf.Paper;
import app.vaultnotes.pdf.PdfExport;
import app.vaultnotes.vault.Merged;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultMark;
import app.vaultnotes.vault.exporting.Export.Format;
import app.vaultnotes.vault.importing.FidelityReport;
import app.vaultnotes.vault.importing.FolderSource;
import app.vaultnotes.vault.importing.Source;
import app.vaultnotes.vault.importing.ZipSource;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that bring notes in and take them out. */
final class TransferCommands {

    private static final int SHOWN_LINES = 20;

    private TransferCommands() {}

    private static Map<String, Object> shape(FidelityReport report) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("notes", report.notes());
        shape.put("folders", report.folders());
        shape.put("attachments", report.attachments());
        shape.put("unchanged", report.unchanged());
        shape.put("changed", lines(report.changed()));
        shape.put("skipped", lines(report.skipped()));
        return shape;
    }

    private static List<Map<String, Object>> lines(List<FidelityReport.Line> lines) {
        return lines.stream()
                .map(line -> Json.shape("path", line.path(), "why", line.why()))
                .toList();
    }

    private static void tell(VaultCommand command, String title, List<FidelityReport.Line> lines) {
        if (!lines.isEmpty()) {
            command.say(command.terminal().bold(title));
            lines.stream()
                    .limit(SHOWN_LINES)
                    .forEach(line -> command.say("  " + line.path() + ": " + line.why()));
            if (lines.size() > SHOWN_LINES) {
                command.say("  … and " + (lines.size() - SHOWN_LINES) + " more; --json lists all.");
            }
        }
    }

    private static int report(VaultCommand command, String verb, FidelityReport report) {
        if (command.json()) {
            command.print(shape(report));
            return 0;
        }
        String same =
                report.unchanged() > 0
                        ? "; " + Terminal.count(report.unchanged(), "file") + " here already"
                        : "";
        command.say(
                verb
                        + " "
                        + Terminal.count(report.notes(), "note")
                        + ", "
                        + Terminal.count(report.folders(), "folder")
                        + ", "
                        + Terminal.count(report.attachments(), "attachment")
                        + same
                        + ".");
        tell(command, "Came over in another form:", report.changed());
        tell(command, "Left out:", report.skipped());
        return 0;
    }

    /** {@code import}. */
    @Command(
            description = {
                "Copy a folder of Markdown notes, an Obsidian vault, or a zip of one into the vault.",
                "Markdown of more than 4,000,000 characters comes as a file; a zip has up to 250,000 files."
            })
    static final class Import extends VaultCommand {
        @Parameters(paramLabel = "SRC", description = "The folder or zip file; it is only read.")
        private String source = "";

        @Option(
                names = "--into",
                paramLabel = "FOLDER",
                description = "The folder of the vault to import into.")
        private String into = "";

        Import(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) throws IOException {
            try (Source from = source();
                    ProgressBar progress = progress()) {
                return report(
                        this,
                        "Imported",
                        app.vaultnotes.vault.importing.Import.run(
                                vault(open), from, into, progress));
            }
        }

        private Source source() throws IOException {
            Path path = terminal().path(source);
            if (Files.isDirectory(path)) {
                return new FolderSource(path);
            }
            if (!Files.exists(path)) {
                throw new VaultException(
                        VaultException.Code.NOT_FOUND, "There is nothing at " + path + ".", "");
            }
            if (!Files.isRegularFile(path)) {
                throw new VaultException(
                        VaultException.Code.REFUSED, path + " is no folder and no zip file.", "");
            }
            if (path.toString().toLowerCase(Locale.ROOT).endsWith(".md")) {
                throw new VaultException(
                        VaultException.Code.REFUSED, path + " is a note.", "Import its folder.");
            }
            try {
                return new ZipSource(path);
            } catch (IOException e) {
                throw new VaultException(
                        VaultException.Code.REFUSED,
                        path + " is no folder, and no zip file that can be read: " + e.getMessage(),
                        "",
                        e);
            }
        }
    }

    /** {@code export}. */
    @Command(description = "Write all notes, folders and attachments somewhere else.")
    static final class Export extends VaultCommand {
        @Parameters(
                paramLabel = "DEST",
                description = "A new or empty folder; for zip, a new file.")
        private String destination = "";

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                completionCandidates = Forms.class,
                converter = Forms.class,
                description =
                        "markdown (a folder), html (a folder of web pages), pdf (a folder of PDFs)"
                                + " or zip (one file).")
        private Form form = Form.MARKDOWN;

        @Option(
                names = "--paper",
                paramLabel = "SIZE",
                completionCandidates = Papers.class,
                converter = Papers.class,
                description = "The pages of a PDF: a4 or letter.")
        private Paper paper = Paper.A4;

        /** What notes can be taken out as. */
        enum Form {
            MARKDOWN,
            HTML,
            PDF,
            ZIP
        }

        /** The names of the forms. */
        static final class Forms extends Choices<Form> {
            Forms() {
                super(Form.values());
            }
        }

        /** The names of the papers. */
        static final class Papers extends Choices<Paper> {
            Papers() {
                super(Paper.values());
            }
        }

        Export(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) throws IOException {
            try (ProgressBar progress = progress()) {
                return report(this, "Exported", exported(vault(open), progress));
            }
        }

        private FidelityReport exported(Vault vault, ProgressBar progress) throws IOException {
            Path to = terminal().path(destination);
            return switch (form) {
                case MARKDOWN -> run(vault, to, Format.MARKDOWN, progress);
                case HTML -> run(vault, to, Format.HTML, progress);
                case ZIP -> run(vault, to, Format.ZIP, progress);
                case PDF -> {
                    String language = Locale.getDefault().toLanguageTag();
                    yield PdfExport.run(vault, Id.ROOT, to, paper, language, progress);
                }
            };
        }

        private static FidelityReport run(Vault vault, Path to, Format format, ProgressBar progress)
                throws IOException {
            return app.vaultnotes.vault.exporting.Export.run(vault, to, format, progress);
        }
    }

    /** {@code save-as}. */
    @Command(
            description = {
                "Save the vault as a new one: all that is in it with its history, and what no relay"
                        + " has taken.",
                "The new vault is on this device alone; this one stays as it is."
            })
    static final class SaveAs extends VaultCommand {
        @Parameters(
                paramLabel = "DIR",
                description = "The new vault's folder: it must not be there, or be empty.")
        private String folder = "";

        SaveAs(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) {
            if (folder.isBlank()) {
                throw new VaultException(
                        VaultException.Code.INVALID, "“" + folder + "” names no folder.", "");
            }
            NewVault saved;
            try (ProgressBar progress = progress()) {
                saved = NewVault.save(vault(open), terminal().path(folder), progress);
            }
            if (json()) {
                Map<String, Object> shape = new LinkedHashMap<>();
                shape.put("id", saved.id());
                shape.put("path", saved.folder());
                shape.put("notes", saved.merged().notes());
                shape.put("problems", saved.merged().problems());
                print(shape);
            } else {
                say(
                        "Saved "
                                + Terminal.count(saved.merged().notes(), "note")
                                + " as a new vault in "
                                + saved.folder()
                                + ".");
                saved.merged().problems().forEach(problem -> say("Left out: " + problem));
            }
            return saved.merged().problems().isEmpty() ? 0 : 1;
        }
    }

    /** {@code merge}. */
    @Command(
            description =
                    "Bring in what another copy of this vault has: on a stick, or a restored backup.")
    static final class Merge extends VaultCommand {
        @Parameters(paramLabel = "OTHER", description = "The other copy's folder.")
        private String other = "";

        @Option(names = "--both", description = "Bring the other copy up to date as well.")
        private boolean both;

        @Option(
                names = "--attachments",
                description =
                        "Compare the attachments that are here with their hashes, too, and bring"
                                + " damaged ones from the other copy: reads all of them.")
        private boolean attachments;

        Merge(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) throws IOException {
            Path folder = terminal().path(other);
            if (!VaultMark.hasDatabase(folder)) {
                throw new VaultException(
                        VaultException.Code.NO_VAULT,
                        "There is no vault in " + folder + ".",
                        "Name the folder that holds the other copy.");
            }
            Merged merged = both ? both(open, folder) : mended(one(open, folder), open, folder);
            if (json()) {
                Map<String, Object> shape = new LinkedHashMap<>();
                shape.put("notes", merged.notes());
                shape.put("received", merged.received());
                shape.put("sent", merged.sent());
                shape.put("purged", merged.purged());
                shape.put("purgedThere", merged.purgedThere());
                shape.put("alike", merged.alike());
                shape.put("mended", merged.mended());
                shape.put("problems", merged.problems());
                print(shape);
            } else {
                say(
                        "Merged "
                                + Terminal.count(merged.received(), "change")
                                + " in "
                                + Terminal.count(merged.notes(), "note")
                                + (both ? ", sent " + merged.sent() : "")
                                + ".");
                if (merged.purged() > 0) {
                    say(
                            Terminal.count(merged.purged(), "thing")
                                    + " that the other copy has stayed away: purged here, and not"
                                    + " edited there since.");
                }
                if (merged.purgedThere() > 0) {
                    say(
                            Terminal.count(merged.purgedThere(), "thing")
                                    + " that this copy has stayed away from the other one: purged"
                                    + " there, and not edited here since.");
                }
                merged.alike()
                        .forEach(path ->
                                say(
                                        "“"
                                                + path
                                                + "” has the name of something that was here: links"
                                                + " of that name lead to the one without a"
                                                + " number."));
                merged.mended().forEach(name -> say("Brought back the bytes of: " + name));
                merged.problems().forEach(problem -> say("Left out: " + problem));
            }
            return 0;
        }

        private Merged one(OpenVault open, Path folder) {
            try (SqliteStore store = openOther(folder);
                    ProgressBar progress = progress()) {
                return vault(open).merge(store, progress);
            }
        }

        /** It is the other copy that is to be mended then, not the vault. */
        private static SqliteStore openOther(Path folder) {
            try {
                return SqliteStore.openForReading(folder);
            } catch (VaultException e) {
                throw e.code() != VaultException.Code.DAMAGED
                        ? e
                        : new VaultException(
                                e.code(),
                                "The other copy in "
                                        + folder
                                        + " cannot be read: "
                                        + e.getMessage(),
                                "“vaultnotes doctor --repair --vault "
                                        + folder
                                        + "” mends that copy, if it can be mended.",
                                e);
            }
        }

        /** What a merge brought, and what comes of damaged attachments when that is wished. */
        private Merged mended(Merged merged, OpenVault open, Path folder) {
            if (!attachments) {
                return merged;
            }
            try (SqliteStore store = openOther(folder);
                    ProgressBar progress = progress()) {
                return merged.and(vault(open).mendAttachments(store, progress));
            }
        }

        private Merged both(OpenVault open, Path folder) throws IOException {
            if (SqliteStore.isSameVault(folder, open.folder())) {
                // Opening and closing its lock once more would let go of the one that is held.
                return one(open, folder);
            }
            Merged here = one(open, folder);
            List<Merged> both = new ArrayList<>();
            String answer =
                    there(
                            folder,
                            open.folder(),
                            there -> {
                                both.add(both(vault(open), there.vault()));
                                return 0;
                            });
            return both.isEmpty()
                    ? together(mended(here, open, folder), answer)
                    : together(here, both.get(0));
        }

        private Merged both(Vault here, Vault there) {
            try (ProgressBar progress = progress()) {
                Merged merged = here.mergeBoth(there, progress);
                return attachments
                        ? merged.and(here.mendAttachmentsOfBoth(there, progress))
                        : merged;
            }
        }

        /**
         * Merges with the other copy once it can be opened, or has the process that holds it merge
         * this one into it. Another merge may hold it for a while.
         *
         * @return what that process answers
         */
        private String there(Path folder, Path mine, Context.Work merge) throws IOException {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try (PrintStream out = new PrintStream(answer, true, StandardCharsets.UTF_8)) {
                Terminal quiet = terminal().writingTo(out);
                List<String> command = new ArrayList<>(List.of("merge", mine.toString()));
                command.addAll(List.of("--vault", folder.toString(), "--json"));
                if (attachments) {
                    command.add("--attachments");
                }
                if (Context.onOther(folder, command.toArray(String[]::new), quiet, merge) != 0) {
                    throw new VaultException(
                            VaultException.Code.LOCKED,
                            "The other copy is open in another program that did not merge.",
                            "This copy is up to date; close the other one and try again.");
                }
            }
            return answer.toString(StandardCharsets.UTF_8);
        }

        /** What this copy took at first, and then with the other one in hand. */
        private static Merged together(Merged first, Merged both) {
            return new Merged(
                    first.notes() + both.notes(),
                    first.received() + both.received(),
                    both.sent(),
                    both.purged(),
                    both.purgedThere(),
                    together(first.alike(), both.alike()),
                    together(first.mended(), both.mended()),
                    both.problems());
        }

        /** What this copy took and what the other one answered that it took. */
        private static Merged together(Merged here, String there) throws IOException {
            return new Merged(
                    here.notes(),
                    here.received(),
                    Json.number(there, "received"),
                    here.purged(),
                    Json.number(there, "purged"),
                    here.alike(),
                    together(
                            here.mended(),
                            named("in the other copy: ", Json.texts(there, "mended"))),
                    together(
                            here.problems(),
                            named("to the other copy: ", Json.texts(there, "problems"))));
        }

        private static List<String> named(String where, List<String> lines) {
            return lines.stream().map(where::concat).toList();
        }

        private static List<String> together(List<String> some, List<String> others) {
            return Stream.concat(some.stream(), others.stream()).toList();
        }
    }
}
