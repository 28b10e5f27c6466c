package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Edited;
import app.vaultnotes.vault.Item;
import app.vaultnotes.vault.Paths;
import app.vaultnotes.vault.Trash;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.VaultSetting;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that move things. */
final class PlaceCommands {

    private PlaceCommands() {}

    /** {@code mkdir}. */
    @Command(description = "Make a folder and those above it that are missing.")
    static final class Mkdir extends VaultCommand {
        @Parameters(paramLabel = "FOLDER", description = "The folder.")
        private String folder = "";

        Mkdir(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) {
            Edited edited = vault(open).folders().create(folder);
            return told(edited, "The folder “" + edited.path() + "” is there.");
        }
    }

    /** {@code mv}. */
    @Command(
            description = {
                "Move or rename a note, file or folder; links follow.",
                "TO is the new path. A note or file moves into TO when that is a folder; with a slash at its end, anything does."
            })
    static final class Mv extends VaultCommand {
        @Parameters(index = "0", paramLabel = "FROM", description = "What to move.")
        private String from = "";

        @Parameters(index = "1", paramLabel = "TO", description = "Where to.")
        private String to = "";

        Mv(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) {
            Edited edited = vault(open).moves().move(from, to);
            String links =
                    edited.links() == 0
                            ? ""
                            : " "
                                    + Terminal.count(edited.links(), "link")
                                    + " in "
                                    + Terminal.count(edited.notes(), "note")
                                    + " now point there.";
            return told(edited, "Moved to “" + edited.path() + "”." + links);
        }
    }

    /** {@code trash}. */
    @Command(
            description = {
                "Put a note, file or folder into the trash.",
                "With --empty: remove it from the trash for good, with its history; without PATH, everything there.",
                "Folders' names stay in the history of the tree."
            })
    static final class TrashIt extends VaultCommand {
        @Parameters(arity = "0..1", paramLabel = "PATH", description = "What to throw away.")
        private @Nullable String path;

        @Option(
                names = "--empty",
                description =
                        "Purge PATH, in the trash or not yet, or all that is in the trash. This"
                                + " cannot be undone.")
        private boolean empty;

        @Option(
                names = "--keep",
                paramLabel = "DAYS",
                description = "How long things stay in the trash from now on.")
        private @Nullable Integer keepDays;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        TrashIt(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) {
            Integer days = keepDays;
            if (days != null) {
                vault(open).settings().set(VaultSetting.TRASH_DAYS, Integer.toString(days));
                if (path == null && !empty) {
                    return kept(days);
                }
            }
            String what = path;
            if (empty) {
                int gone = what == null ? vault(open).trash().empty() : purge(open, what);
                String words =
                        gone == 1 && what != null
                                ? "“" + what + "”"
                                : Terminal.count(gone, "thing");
                return purged(gone, "Removed " + words + " for good.");
            }
            if (what == null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "Say what to throw away.");
            }
            Edited edited = vault(open).trash().put(what);
            return told(edited, "“" + edited.path() + "” is in the trash.");
        }

        /** Who throws away what is left of a folder in the trash may not mean what came back. */
        private static void requireNothingLeft(OpenVault open, String what) {
            int left = vault(open).trash().left(what).size();
            if (left > 0) {
                throw new VaultException(
                        VaultException.Code.AMBIGUOUS,
                        "“"
                                + what
                                + "” could mean the folder that is there, or "
                                + Terminal.count(left, "thing")
                                + " that went with it and still lie in the trash.",
                        "“vaultnotes restore "
                                + what
                                + "” brings them back, “vaultnotes trash "
                                + what
                                + "” throws the folder away as well.");
            }
        }

        /** Something living is thrown away first, unless the trash has something of its name. */
        private static int purge(OpenVault open, String what) {
            List<Item> living = vault(open).paths().all(what);
            List<Trash.Entry> trashed = vault(open).trash().all(what);
            if (!living.isEmpty() && !trashed.isEmpty()) {
                throw new VaultException(
                        VaultException.Code.AMBIGUOUS,
                        "“"
                                + what
                                + "” could mean "
                                + ids(living.stream().map(Item::id))
                                + ", or in the trash "
                                + ids(trashed.stream().map(Trash.Entry::id))
                                + ".",
                        "Use the id in the place of the path.");
            }
            requireNothingLeft(open, what);
            String target = living.isEmpty() ? what : vault(open).trash().put(what).id().toString();
            return vault(open).trash().purge(target);
        }

        private static String ids(Stream<Id> all) {
            return all.map(Id::toString).collect(Collectors.joining(", "));
        }

        private int kept(int days) {
            return told(
                    Map.of("keepDays", days),
                    "Things stay in the trash for " + (days == 1 ? "1 day." : days + " days."));
        }

        private int purged(int count, String words) {
            return told(Map.of("purged", count), words);
        }

        private int told(Map<String, Object> shape, String words) {
            if (json()) {
                print(shape);
            } else {
                say(words);
            }
            return 0;
        }
    }

    /** {@code restore}. */
    @Command(description = "Bring something back from the trash to where it was.")
    static final class Restore extends VaultCommand {
        @Parameters(paramLabel = "PATH", description = "Where it was, or its id.")
        private String path = "";

        Restore(Context context) {
            super(context);
        }

        @Override
        boolean writes() {
            return true;
        }

        @Override
        int run(OpenVault open) {
            Edited edited = vault(open).trash().restore(path);
            Paths paths = vault(open).paths();
            List<String> alike = paths.namesakes(paths.item(edited.id().toString()));
            String words = "Restored “" + edited.path() + "”.";
            return alike.isEmpty()
                    ? told(edited, words)
                    : told(
                            edited,
                            words + " What has its name is “" + String.join("”, “", alike) + "”.",
                            Map.of("alike", alike));
        }
    }
}
