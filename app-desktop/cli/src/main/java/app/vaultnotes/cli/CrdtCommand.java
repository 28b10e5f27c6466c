package app.vaultnotes.cli;

import app.vaultnotes.cli.bench.EditingTrace;
import app.vaultnotes.cli.bench.TraceReplay;
import app.vaultnotes.cli.engine.Engines;
import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.Chunk;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.vault.VaultException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code crdt}. */
@Command(
        description = {
            "Look inside a document in Automerge's format, or measure the engines that read it.",
            "show prints its content, heads its newest changes, changes all of them; check says what"
                    + " is wrong and where; bench types a recording (--trace) and measures."
        },
        mixinStandardHelpOptions = true)
final class CrdtCommand implements Callable<Integer> {

    /** Largest file that is read. */
    private static final int MAX_BYTES = 1 << 30;

    /** How many bytes show whether it is one. */
    private static final int FIRST_BYTES = 4;

    /** Who would sign edits; there are none. */
    private static final ActorId READER = ActorId.fromByteArray(new byte[] {0});

    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            description = "show, heads, changes, check, bench.")
    private String what = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A saved document, loose changes in any order, or one after the other.")
    private @Nullable String file;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Of bench: a recording in the format of josephg/editing-traces.")
    private @Nullable String trace;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "Of bench: java or automerge; java unless given.")
    private String engine = "java";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Context context;

    CrdtCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return switch (what) {
            case "show" -> show();
            case "heads" -> heads();
            case "changes" -> changes();
            case "check" -> check();
            case "bench" -> bench();
            default ->
                    throw new WrongUsage(
                            "“crdt " + what + "” is nothing.",
                            "There are crdt show, heads, changes, check and bench.");
        };
    }

    private Path path(@Nullable String given, String name) {
        if (given == null) {
            throw new WrongUsage("A file is missing.", "“vaultnotes crdt " + what + name + "”.");
        }
        return context.terminal().path(given);
    }

    /** Opens a file whose content is what its heads say; what is forged is refused as well. */
    private JavaDocument open() throws IOException {
        Path path = path(file, " FILE");
        try {
            return verified(path);
        } catch (CrdtException e) {
            throw damaged(e);
        }
    }

    private VaultException damaged(CrdtException e) {
        return new VaultException(
                VaultException.Code.DAMAGED,
                file + ": " + e.getMessage(),
                "“vaultnotes crdt check” says whether a file is whole.",
                e);
    }

    private static JavaDocument verified(Path path) throws IOException {
        JavaDocument document = new JavaEngine().load(READER, bytes(path));
        document.verify();
        return document;
    }

    /** Looks at how a file begins before it is read, which may not end: it may be a device. */
    private static byte[] bytes(Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            in.mark(FIRST_BYTES);
            byte[] first = in.readNBytes(FIRST_BYTES);
            if (first.length == FIRST_BYTES && !Chunk.begins(first)) {
                throw new CrdtException("no chunk at byte 0");
            }
            in.reset();
            byte[] all = Files.size(path) > MAX_BYTES ? null : in.readNBytes(MAX_BYTES + 1);
            if (all == null || all.length > MAX_BYTES) {
                throw new CrdtException("the file has more than " + MAX_BYTES + " bytes");
            }
            return all;
        }
    }

    private int show() throws IOException {
        try (JavaDocument document = open()) {
            Map<String, @Nullable Object> content = document.now().content();
            if (json) {
                Json.print(context.terminal().out(), content);
            } else {
                Json.printIndented(context.terminal().out(), content);
            }
        }
        return 0;
    }

    private int heads() throws IOException {
        try (JavaDocument document = open()) {
            List<String> heads = document.heads().hashes().stream().map(ChangeHash::toHex).toList();
            if (json) {
                Json.print(context.terminal().out(), Map.of("heads", heads));
            } else {
                heads.forEach(context.terminal().out()::println);
            }
        }
        return 0;
    }

    private int changes() throws IOException {
        try (JavaDocument document = open()) {
            List<Map<String, Object>> shapes =
                    document.changesSince(Heads.NONE).stream().map(CrdtCommand::shape).toList();
            if (json) {
                Json.print(context.terminal().out(), Map.of("changes", shapes));
            } else {
                shapes.forEach(this::print);
            }
        } catch (CrdtException e) {
            throw damaged(e);
        }
        return 0;
    }

    /** How many operations a change has; a saved document may have one with more than it may. */
    private static int operations(Change change) {
        int[] operations = {0};
        try {
            change.operations(operation -> operations[0]++);
        } catch (CrdtException e) {
            throw e.in("change " + change.hash());
        }
        return operations[0];
    }

    private static Map<String, Object> shape(Change change) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("hash", change.hash().toHex());
        shape.put("actor", change.actor().toHex());
        shape.put("sequence", change.sequence());
        shape.put("startOp", change.startOp());
        shape.put("operations", operations(change));
        shape.put("time", change.time());
        shape.put("message", change.message());
        shape.put("dependencies", change.dependencies().stream().map(ChangeHash::toHex).toList());
        return shape;
    }

    private void print(Map<String, Object> shape) {
        Terminal terminal = context.terminal();
        String line =
                shape.get("hash")
                        + " "
                        + shape.get("actor")
                        + ":"
                        + shape.get("sequence")
                        + ", "
                        + shape.get("operations")
                        + " operations from "
                        + shape.get("startOp")
                        + " "
                        + shape.get("message");
        terminal.out().println(terminal.line(line.stripTrailing()));
    }

    private int check() throws IOException {
        try (JavaDocument document = verified(path(file, " FILE"))) {
            document.now().content();
            document.leftOut()
                    .ifPresent(flaw -> {
                        throw new CrdtException(flaw);
                    });
            sayWhole(document);
            return 0;
        } catch (CrdtException e) {
            Terminal terminal = context.terminal();
            String words = String.valueOf(e.getMessage());
            if (json) {
                Json.print(terminal.out(), Json.shape("ok", false, "message", words));
            } else {
                terminal.out().println(terminal.line("damaged: " + words));
            }
            return 1;
        }
    }

    private void sayWhole(JavaDocument document) {
        int changes = document.changeCount();
        int waiting = document.waitingCount();
        List<String> missing = document.missing().stream().map(ChangeHash::toHex).toList();
        Terminal terminal = context.terminal();
        if (json) {
            Map<String, Object> shape = new LinkedHashMap<>();
            shape.put("ok", true);
            shape.put("changes", changes);
            shape.put("waiting", waiting);
            shape.put("missing", missing);
            Json.print(terminal.out(), shape);
            return;
        }
        terminal.out().println("whole: " + Terminal.count(changes, "change"));
        if (waiting > 0) {
            terminal.out()
                    .println(
                            Terminal.count(waiting, "change")
                                    + " more, built on what is not in the file:");
            missing.forEach(hash -> terminal.out().println("missing: " + hash));
        }
    }

    private CrdtEngine engine() {
        return Engines.named(engine)
                .orElseThrow(() ->
                        new WrongUsage(
                                "There is no engine “" + engine + "”.",
                                "There are “java” and “automerge”."));
    }

    private int bench() throws IOException {
        EditingTrace recording = EditingTrace.read(path(trace, " --trace FILE"));
        Map<String, Object> figures = new TraceReplay(engine(), recording).measure();
        if (json) {
            Json.print(context.terminal().out(), figures);
        } else {
            figures.forEach(
                    (name, figure) -> context.terminal().out().println(name + " " + figure));
        }
        return 0;
    }
}
