package app.vaultnotes.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code demo}. */
@Command(
        description = {
            "Show what works, end to end, in a temporary folder: a vault by itself, then two people"
                    + " who share one through a relay.",
            "The relay is started for it, and ended; nothing is left behind."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String ROSES =
            "# Roses\n\nPrune when the forsythia blooms. Next to the [[Tomatoes]] they suffer.\n\n#garden/flowers\n";

    private static final Map<String, String> NOTES =
            new TreeMap<>(
                    Map.of(
                            "Garden/Tomatoes.md",
                            "# Tomatoes\n\nSow in March, plant out after the last frost. See [[Calendar]].\n\n- [ ] buy stakes\n\n#garden/vegetables\n",
                            "Garden/Roses.md",
                            ROSES,
                            "Calendar.md",
                            "---\naliases: [Garden calendar]\n---\n# Calendar\n\nMarch: [[Garden/Tomatoes]]. November: [roses](Garden/Roses.md).\n",
                            "旅行/東京.md",
                            "# 東京\n\n東京都の庭園を見ました。 #travel\n",
                            "رحلة.md",
                            "# رحلة\n\nزرنا الحديقة في الصباح.\n"));

    private final Context context;
    private Path folder = Path.of("");

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        try (Scratch scratch = new Scratch("vaultnotes-demo")) {
            folder = scratch.folder();
            showAlone();
            showShared(scratch);
            return 0;
        }
    }

    private void showShared(Scratch scratch) throws IOException {
        Terminal terminal = context.terminal();
        Optional<SharedDemo> found = SharedDemo.in(folder, terminal);
        if (found.isEmpty()) {
            tell(
                    "How two people share a vault is shown by “./vaultnotes demo” of a checkout,"
                            + " which has a relay.");
            return;
        }
        SharedDemo shared = found.get();
        Thread ending = new Thread(() -> end(shared, scratch));
        Runtime.getRuntime().addShutdownHook(ending);
        try (shared) {
            shared.show();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the demonstration was ended");
        }
        Runtime.getRuntime().removeShutdownHook(ending);
        tell("The relay has ended, and the temporary folder goes.");
    }

    /** At Ctrl-C nothing is left behind either. */
    private static void end(SharedDemo shared, Scratch scratch) {
        try (scratch) {
            shared.close();
        } catch (IOException | UncheckedIOException e) {
            // what remains is in a folder for temporary files
        }
    }

    private void showAlone() throws IOException {
        for (Map.Entry<String, String> note : NOTES.entrySet()) {
            Path file = folder.resolve("notes").resolve(note.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, note.getValue());
        }
        tell("A folder of Markdown notes, in four scripts, becomes a vault.");
        run("", "new", "vault");
        in("", "import", "notes");
        in("", "ls", "--recursive");
        tell(
                "Anything in it is found at once, whatever its script, and in spite of a slip of the pen.");
        in("", "search", "frost", "tag:garden");
        in("", "search", "京都");
        in("", "search", "forsithia");
        tell("A note moves, and the links of the whole vault follow.");
        in("", "mv", "Garden/Tomatoes", "Garden/Vegetables/Tomato plants");
        in("", "show", "Calendar");
        tell(
                "Two copies of the vault are edited apart, then merged: no server, no conflict, nothing lost.");
        copy(folder.resolve("vault"), folder.resolve("stick"));
        String here = ROSES.replace("Prune when", "Prune hard when");
        run(
                here.replace("[[Tomatoes]]", "[[Tomato plants]]"),
                "write",
                "Garden/Roses",
                "--vault",
                "vault");
        String there = ROSES.replace("they suffer", "they grow tired");
        run(
                there.replace("[[Tomatoes]]", "[[Tomato plants]]"),
                "write",
                "Garden/Roses",
                "--vault",
                "stick");
        in("", "merge", "stick", "--both");
        in("", "show", "Garden/Roses");
        tell("Every version is kept; an edit can be taken back, only one's own.");
        in("", "history", "Garden/Roses");
        in("", "undo", "Garden/Roses");
        in("", "show", "Garden/Roses");
        tell("And everything comes out again, as plain files.");
        in("", "export", "out");
        in("", "doctor");
    }

    private void tell(String text) {
        context.terminal().out().println();
        context.terminal().out().println(context.terminal().bold(text));
    }

    private void in(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--vault", "vault"));
        run(input, all.toArray(String[]::new));
    }

    private void run(String input, String... arguments) {
        Terminal outer = context.terminal();
        outer.out().println(outer.faint("$ vaultnotes " + String.join(" ", arguments)));
        Terminal inner =
                new Terminal(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        outer.out(),
                        outer.err(),
                        folder,
                        outer.colour(),
                        false);
        Main.run(arguments, inner, null);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
