package app.vaultnotes.cli;

import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.store.SqliteStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tour}. */
@Command(
        description = "Take a picture of every main screen of the app; needs no display.",
        mixinStandardHelpOptions = true)
final class TourCommand implements Callable<Integer> {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    @Parameters(
            paramLabel = "DIR",
            description = "Where the pictures are put; pictures of these names are overwritten.")
    private String folder = "";

    @Option(names = "--dark", description = "Take them in the dark theme.")
    private boolean dark;

    @Option(
            names = "--vault",
            paramLabel = "V",
            description = "Show a copy of this vault; a sample vault unless given.")
    private @Nullable String vaultFolder;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Context context;

    TourCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Tour tour =
                ServiceLoader.load(Tour.class)
                        .findFirst()
                        .orElseThrow(() ->
                                new WrongUsage(
                                        "There are no screens here to take pictures of.",
                                        "The app has them: “vaultnotes tour DIR”."));
        Path into = context.terminal().path(folder);
        prepare(into, tour.names());
        List<String> taken = take(tour, into);
        tell(into, taken);
        return 0;
    }

    private void tell(Path into, List<String> taken) {
        Terminal terminal = context.terminal();
        if (json) {
            Json.print(terminal.out(), Json.shape("folder", into.toString(), "pictures", taken));
        } else {
            taken.forEach(name -> terminal.out().println(terminal.line(name)));
            terminal.out().println(terminal.line(taken.size() + " pictures in " + into));
        }
    }

    private List<String> take(Tour tour, Path into) throws IOException {
        // A picture that shows where something lies is the same each time.
        try (Scratch scratch = Scratch.named("vaultnotes-tour");
                ProgressBar progress = new ProgressBar(context.terminal())) {
            Path home = Files.createDirectory(scratch.folder().resolve("home"));
            Optional<Path> copy = Optional.ofNullable(vaultFolder).map(context.terminal()::path);
            if (copy.isPresent()) {
                copy = Optional.of(copied(copy.get(), scratch.folder(), progress));
            }
            return tour.take(into, new Tour.Wish(home, dark, copy), progress);
        }
    }

    /** A copy in a folder of the same name, since people know a vault by that. */
    private static Path copied(Path vault, Path into, ProgressBar progress) {
        SqliteStore.requireVault(vault);
        String name = String.valueOf(vault.normalize().getFileName());
        Path copy = into.resolve("copy").resolve(name);
        SqliteStore.copy(vault, copy, progress);
        return copy;
    }

    /** Makes the folder; what lies there under a picture's name must be a picture. */
    private static void prepare(Path into, List<String> names) {
        try {
            if (Files.exists(into) && !Files.isDirectory(into)) {
                throw refused(into + " is a file, not a folder.");
            }
            Files.createDirectories(into);
            for (String name : names) {
                Path file = into.resolve(name);
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isPicture(file)) {
                    throw refused(file + " is there and is no picture; it was left as it is.");
                }
            }
        } catch (IOException e) {
            throw new VaultException(
                    VaultException.Code.IO,
                    "No pictures can be put into " + into + ": " + e.getMessage(),
                    "Choose a folder that you may write to.",
                    e);
        }
        if (!Files.isWritable(into)) {
            throw new VaultException(
                    VaultException.Code.READ_ONLY,
                    "No pictures can be put into " + into + ".",
                    "Choose a folder that you may write to.");
        }
    }

    private static VaultException refused(String why) {
        return new VaultException(VaultException.Code.EXISTS, why, "Choose another folder.");
    }

    private static boolean isPicture(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(PNG.length), PNG);
        }
    }
}
