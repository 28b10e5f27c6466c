package app.vaultnotes.cli;

import app.vaultnotes.document.markdown.FrontMatter;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Notes;
import app.vaultnotes.vault.Paths;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on one note. */
final class NoteCommands {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");

    private NoteCommands() {}

    /** {@code show}. */
    @Command(description = "Print a note, byte for byte.")
    static final class Show extends VaultCommand {
        @Parameters(paramLabel = "NOTE", description = "The note; an attachment is printed too.")
        private String note = "";

        @Option(
                names = "--at",
                paramLabel = "VERSION",
                description = "As it was: a version's id or name.")
        private @Nullable String version;

        Show(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open) throws IOException {
            String at = version;
            Optional<Item.File> file = file(open);
            if (file.isPresent()) {
                requireBytesAlone();
                // Piece by piece: an attachment may be larger than the memory.
                try (InputStream in = vault(open).blobs().open(file.get().row().state().blob())) {
                    in.transferTo(terminal().out());
                }
                return 0;
            }
            if (json()) {
                Item.Note found = vault(open).paths().note(note);
                Map<String, Object> shape = new LinkedHashMap<>();
                shape.put("id", found.id());
                shape.put("path", vault(open).paths().of(found));
                shape.put("title", found.row().state().title());
                shape.put(
                        "text",
                        at == null
                                ? vault(open).notes().text(found.id())
                                : vault(open).timeline().text(note, at));
                print(shape);
            } else {
                terminal().out().write(bytes(vault(open), at));
            }
            return 0;
        }

        private byte[] bytes(Vault vault, @Nullable String at) {
            return at == null
                    ? vault.notes().bytes(vault.paths().anyNote(note).id())
                    : vault.timeline().bytes(note, at);
        }

        /** The attachment that is meant; a note and an attachment of one path are told apart. */
        private Optional<Item.File> file(OpenVault open) {
            Paths paths = vault(open).paths();
            if (paths.all(note).stream().noneMatch(Item.File.class::isInstance)) {
                return Optional.empty();
            }
            return paths.item(note) instanceof Item.File file
                    ? Optional.of(file)
                    : Optional.empty();
        }

        private void requireBytesAlone() {
            if (json() || version != null) {
                throw new VaultException(
                        VaultException.Code.INVALID,
                        "“" + note + "” is an attachment: it has no text and never other bytes.",
                        "Leave out --json and --at; its bytes are printed.");
            }
        }
    }

    /** {@code write}. */
    @Command(
            description = {
                "Give a note the text of standard input; make it and its folders when missing.",
                "A note holds up to 4,000,000 characters."
            })
    static final class Write extends VaultCommand {
        @Parameters(paramLabel = "NOTE", description = "The note.")
        private String note = "";

        @Option(
                names = "--template",
                paramLabel = "T",
                description = "Make it from a template instead.")
        private @Nullable String template;

        Write(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) throws IOException {
            String from = template;
            Edited edited =
                    from == null
                            ? vault(open).notes().write(note, input())
                            : vault(open).templates().create(note, from);
            return told(edited, "Wrote “" + edited.path() + "”.");
        }

        private String input() throws IOException {
            byte[] bytes = terminal().in().readNBytes(Notes.MAX_BYTES + 1);
            if (bytes.length > Notes.MAX_BYTES) {
                throw Notes.tooLong(); // where it was cut there may be half a character
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new VaultException(
                        VaultException.Code.INVALID,
                        "Standard input is not valid UTF-8; nothing was written.",
                        "Convert it first, or import the file: “vaultnotes import” keeps its bytes.",
                        e);
            }
        }
    }

    /** {@code attach}. */
    @Command(description = "Keep a file and embed it at the end of a note.")
    static final class Attach extends VaultCommand {
        @Parameters(index = "0", paramLabel = "NOTE", description = "The note.")
        private String note = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "The file; it is copied.")
        private String file = "";

        Attach(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) throws IOException {
            Path path = terminal().path(file);
            if (!Files.isRegularFile(path)) {
                throw new VaultException(
                        VaultException.Code.NOT_FOUND, "There is no file " + path + ".", "");
            }
            Edited edited = vault(open).attach(note, path);
            return told(
                    edited, "Attached “" + path.getFileName() + "” to “" + edited.path() + "”.");
        }
    }

    /** {@code duplicate}. */
    @Command(description = "Make a copy of a note beside it.")
    static final class Duplicate extends VaultCommand {
        @Parameters(paramLabel = "NOTE", description = "The note.")
        private String note = "";

        Duplicate(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) {
            Edited edited = vault(open).notes().duplicate(note);
            return told(edited, "The copy is “" + edited.path() + "”.");
        }
    }

    /** {@code daily}. */
    @Command(description = "Make or find the note of a day.")
    static final class Daily extends VaultCommand {
        @Parameters(
                arity = "0..1",
                paramLabel = "DATE",
                description = "Such as 2026-11-24; today unless given.")
        private @Nullable String date;

        Daily(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) {
            Edited edited = vault(open).templates().daily(day());
            return told(edited, edited.path());
        }

        private LocalDate day() {
            String given = date;
            try {
                return given == null
                        ? LocalDate.now(java.time.ZoneId.systemDefault())
                        : LocalDate.parse(given);
            } catch (DateTimeParseException e) {
                throw new VaultException(
                        VaultException.Code.INVALID,
                        "“" + given + "” is no date.",
                        "Write it like 2026-11-24.",
                        e);
            }
        }
    }

    /** {@code prop}. */
    @Command(
            description =
                    "Show the properties of a note, or one; set one; remove one with --remove.")
    static final class Prop extends VaultCommand {
        @Parameters(index = "0", paramLabel = "NOTE", description = "The note.")
        private String note = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "KEY", description = "The property.")
        private @Nullable String key;

        @Parameters(
                index = "2..*",
                arity = "0..*",
                paramLabel = "VALUE",
                description = "Its value; several make a list.")
        private List<String> values = List.of();

        @Option(names = "--remove", description = "Remove the property.")
        private boolean remove;

        Prop(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return remove || !values.isEmpty();
        }

        @Override
        int run(OpenVault open) {
            String name = key;
            if (name != null && writes()) {
                if (remove) {
                    requireThere(vault(open).properties().all(note), name);
                }
                Edited edited =
                        vault(open).properties().set(note, name, remove ? List.of() : values);
                return told(edited, (remove ? "Removed " : "Set ") + name + ".");
            }
            return show(vault(open).properties().all(note), name);
        }

        private static void requireThere(List<FrontMatter.Property> all, String name) {
            if (all.stream().noneMatch(property -> property.key().equalsIgnoreCase(name))) {
                throw none(name);
            }
        }

        private static VaultException none(String name) {
            return new VaultException(
                    VaultException.Code.NOT_FOUND, "The note has no property “" + name + "”.", "");
        }

        private int show(List<FrontMatter.Property> all, @Nullable String name) {
            Map<String, Object> shape = new LinkedHashMap<>();
            for (FrontMatter.Property property : all) {
                if (name == null || property.key().equalsIgnoreCase(name)) {
                    shape.put(property.key(), value(property));
                    if (!json()) {
                        say(
                                name == null
                                        ? property.key() + ": " + property.text()
                                        : property.text());
                    }
                }
            }
            if (name != null && shape.isEmpty()) {
                throw none(name);
            }
            if (json()) {
                print(Map.of("properties", shape));
            }
            return 0;
        }
    }

    /** As JSON has it; a number only where JSON writes the very same one. */
    private static Object value(FrontMatter.Property property) {
        String text = property.text();
        return switch (property.type()) {
            case LIST -> property.values();
            case CHECKBOX -> text.equalsIgnoreCase("true");
            case NUMBER -> JSON_NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
            case TEXT, DATE, DATETIME, EMPTY, OTHER -> text;
        };
    }

    /** {@code bookmark}. */
    @Command(description = "Bookmark a note, file or folder.")
    static final class Bookmark extends VaultCommand {
        @Parameters(paramLabel = "PATH", description = "The note, file or folder.")
        private String path = "";

        @Option(names = "--remove", description = "Take the bookmark away.")
        private boolean remove;

        Bookmark(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) {
            Edited edited = vault(open).bookmarks().mark(path, !remove);
            return told(
                    edited, (remove ? "No bookmark on “" : "Bookmarked “") + edited.path() + "”.");
        }
    }
}
