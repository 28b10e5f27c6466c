package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The part of the demonstration in which two people share a vault: a relay with a database of its
 * own, and a machine each with a home of its own. All of them are processes, as in earnest.
 */
final class SharedDemo implements AutoCloseable {

    /** Names the program that starts a relay as well as commands; set by the launcher. */
    static final String LAUNCHER = "VAULTNOTES_LAUNCHER";

    private static final String NOTE = "Garden/Roses";
    private static final String SHARED = "# Roses\n\nPrune when the forsythia blooms.\n\n- mulch\n";
    private static final List<String> TYPED =
            List.of("- water", "- water every week", "- water every week, at the foot");
    private static final long PATIENCE_SECONDS = 60;
    private static final long END_SECONDS = 12;
    private static final long LOOK_MILLIS = 5;

    private final Terminal terminal;
    private final Path folder;
    private final String launcher;
    private final Path passphrase;
    private final List<Process> running = new ArrayList<>();
    private boolean isClosed;

    private SharedDemo(Terminal terminal, Path folder, String launcher) throws IOException {
        this.terminal = terminal;
        this.folder = folder;
        this.launcher = launcher;
        passphrase = Files.writeString(folder.resolve("passphrase"), Id.random() + "\n");
    }

    /** One where a relay can be started; empty elsewhere. */
    static Optional<SharedDemo> in(Path folder, Terminal terminal) throws IOException {
        String launcher = Optional.ofNullable(System.getenv(LAUNCHER)).orElse("");
        return launcher.isEmpty()
                ? Optional.empty()
                : Optional.of(new SharedDemo(terminal, folder, launcher));
    }

    /** Shows all of it. */
    void show() throws IOException, InterruptedException {
        tell("Two people share a vault. A relay starts, with a PostgreSQL of its own.");
        String link = relay();
        Machine ada = machine("ada");
        Machine ben = machine("ben");
        tell("Ada makes an account by the first link, and puts her vault on the relay.");
        ada.enters("account", "create", "--link", link);
        ada.run("new", "notes");
        ada.write(SHARED);
        ada.run("share", "--vault", "notes");
        tell("She invites Ben, who brings the vault to his machine.");
        String invitation = ada.run("invite", "--role", "editor", "--vault", "notes");
        String given =
                invitation.lines().filter(line -> line.startsWith("http")).findFirst().orElse("");
        ben.enters("join", given, "notes");
        apart(ada, ben);
        together(ada, ben);
        tell("Both sign out, and the relay ends.");
        ben.run("account", "logout");
        ada.run("account", "logout");
    }

    private void apart(Machine ada, Machine ben) throws IOException, InterruptedException {
        tell("Both write in one note while neither is in touch with the relay.");
        ada.write(SHARED.replace("Prune when", "Prune hard when"));
        ben.write(SHARED.replace("- mulch", "- mulch with bark"));
        ben.run("receipts", NOTE, "--vault", "notes");
        tell("Then they meet: nothing is lost, nobody decides between two files.");
        ada.run("sync", "--vault", "notes");
        ben.run("sync", "--vault", "notes");
        ada.run("sync", "--vault", "notes");
        ada.run("show", NOTE, "--vault", "notes");
        ada.run("receipts", NOTE, "--vault", "notes");
    }

    private void together(Machine ada, Machine ben) throws IOException, InterruptedException {
        tell("A live session: Ben watches the note while Ada writes.");
        Watched syncing = ada.begin("sync", "--watch", "--vault", "notes");
        Watched watching = ben.begin("watch", NOTE, "--vault", "notes");
        await("Ada's machine is not in touch", () -> syncing.says("All is here and on the relay"));
        await("Ben does not see the note", () -> watching.says("- mulch with bark"));
        String text = ada.silent("show", NOTE, "--vault", "notes");
        for (String line : TYPED) {
            ada.write(text + line + "\n");
            long written = System.nanoTime();
            await("Ben does not see it", () -> watching.says(line + "\n"));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - written);
            say("ben sees  " + line + "  (" + millis + " ms after the command ended)");
        }
        end(watching.process());
        end(syncing.process());
    }

    private void tell(String text) {
        terminal.out().println();
        terminal.out().println(terminal.bold(text));
        terminal.out().flush();
    }

    private void say(String text) {
        terminal.out().println(terminal.line(text));
        terminal.out().flush();
    }

    private static VaultException failed(String words, String hint) {
        return new VaultException(VaultException.Code.IO, words, hint);
    }

    /** Waits for something; says otherwise what is not so. */
    private void await(String otherwise, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw failed(otherwise + " after " + PATIENCE_SECONDS + " s.", "Try again.");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private ProcessBuilder command(Path directory, String... arguments) {
        List<String> words = new ArrayList<>(List.of(launcher));
        words.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        // What is set for a vault or a relay of this user has no place here.
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("VAULTNOTES_") && !name.equals("VAULTNOTES_JAVA_OPTS"));
        return builder;
    }

    private synchronized Process start(ProcessBuilder builder) throws IOException {
        if (isClosed) {
            throw new IOException("the demonstration was ended");
        }
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /** Starts a relay; gives the link to its first account. */
    private String relay() throws IOException {
        String[] serve = {"serve", "--data", "relay", "--bind", "127.0.0.1", "--port", "0"};
        terminal.out().println(terminal.faint("$ vaultnotes " + String.join(" ", serve)));
        terminal.out().flush();
        long begun = System.nanoTime();
        Path log = folder.resolve("relay.log");
        String[] asked = Arrays.copyOf(serve, serve.length + 1);
        asked[serve.length] = "--json";
        Process relay = start(command(folder, asked).redirectError(log.toFile()));
        String ready = Optional.ofNullable(relay.inputReader().readLine()).orElse("{}");
        String link =
                Json.text(ready, "firstAccountLink")
                        .orElseThrow(() -> failed("The relay does not start: " + end(log), ""));
        double seconds = (System.nanoTime() - begun) / 1e9;
        String url = Json.text(ready, "url").orElse("");
        say("The relay is ready at %s, after %.1f s.".formatted(url, seconds));
        return link;
    }

    private static String end(Path log) {
        try {
            String all = Files.readString(log).strip();
            return all.substring(Math.max(0, all.length() - 1_000));
        } catch (IOException e) {
            return "it says nothing";
        }
    }

    private Machine machine(String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(home.resolve(".run"));
        return new Machine(name, home);
    }

    /** A command that goes on, and what it says. */
    private record Watched(Process process, Path out) {
        boolean says(String words) {
            try {
                return Files.readString(out).contains(words);
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** Somebody's machine. */
    private final class Machine {
        private final String name;
        private final Path home;

        Machine(String name, Path home) {
            this.name = name;
            this.home = home;
        }

        private ProcessBuilder of(String... arguments) {
            ProcessBuilder builder = command(home, arguments);
            for (String kind : List.of("DATA", "STATE", "CONFIG")) {
                builder.environment()
                        .put("XDG_" + kind + "_HOME", home.resolve("." + kind).toString());
            }
            builder.environment().put("XDG_RUNTIME_DIR", home.resolve(".run").toString());
            // The keyring of whoever runs this is theirs.
            builder.environment()
                    .keySet()
                    .removeAll(List.of("DBUS_SESSION_BUS_ADDRESS", "DISPLAY"));
            return builder.redirectErrorStream(true);
        }

        private void prompt(String... arguments) {
            String words = String.join(" ", arguments);
            terminal.out().println(terminal.faint(name + "$ vaultnotes " + words));
            terminal.out().flush();
        }

        /** Runs a command and shows it with what it says. */
        String run(String... arguments) throws IOException, InterruptedException {
            prompt(arguments);
            String said = silent(arguments);
            terminal.out().print(terminal.lines(said));
            terminal.out().flush();
            return said;
        }

        /** Runs a command that makes or needs an account. */
        void enters(String... arguments) throws IOException, InterruptedException {
            prompt(arguments);
            List<String> all = new ArrayList<>(Arrays.asList(arguments));
            all.addAll(List.of("--email", name + "@example.org"));
            all.addAll(List.of("--passphrase-file", passphrase.toString()));
            terminal.out().print(terminal.lines(silent(all.toArray(String[]::new))));
            terminal.out().flush();
        }

        /** Gives the note a text. */
        void write(String text) throws IOException, InterruptedException {
            prompt("write", NOTE, "--vault", "notes");
            terminal.out().print(said(text, "write", NOTE, "--vault", "notes"));
            terminal.out().flush();
        }

        String silent(String... arguments) throws IOException, InterruptedException {
            return said("", arguments);
        }

        private String said(String input, String... arguments)
                throws IOException, InterruptedException {
            Process process = start(of(arguments));
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw failed("“" + String.join(" ", arguments) + "” failed: " + said.strip(), "");
            }
            return said;
        }

        /** Begins a command that goes on until it is ended. */
        Watched begin(String... arguments) throws IOException {
            prompt(arguments);
            Path out = Files.createTempFile(home, "said", ".txt");
            return new Watched(start(of(arguments).redirectOutput(out.toFile())), out);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all that runs, the relay last, and waits for it. */
    @Override
    public synchronized void close() {
        isClosed = true;
        running.reversed().forEach(SharedDemo::end);
        running.clear();
    }
}
