package app.vaultnotes.relay.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes one note after the other and puts files into one that others have, too, each
 * by a command. Each edit has a name that is nowhere else.
 */
final class Writer implements Runnable {

    /** The note into which everybody puts files. */
    static final String SHARED = "Together";

    private final Computer computer;
    private final String name;
    private final Random random;
    private final List<String> tried = new ArrayList<>();
    private final List<String> acknowledged = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private Computer.@Nullable Running running;
    private boolean isEnding;

    Writer(Computer computer, String name, Random random) {
        this.computer = computer;
        this.name = name;
        this.random = random;
    }

    /** All edits that were begun. */
    synchronized List<String> tried() {
        return List.copyOf(tried);
    }

    /** Those of which the command said that they are done. */
    synchronized List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** What commands said that failed. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** Kills the command that runs now, if any. */
    synchronized void killCommand() throws InterruptedException {
        if (running != null) {
            running.kill();
        }
    }

    synchronized void end() {
        isEnding = true;
    }

    private synchronized boolean isEnding() {
        return isEnding;
    }

    @Override
    public void run() {
        try {
            while (!isEnding()) {
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() throws InterruptedException {
        String edit = begin();
        Computer.Running command = started();
        int code = command.finish().code();
        ended(edit, code, command);
    }

    private synchronized Computer.Running started() {
        if (running == null) {
            throw new IllegalStateException("nothing runs");
        }
        return running;
    }

    private synchronized String begin() {
        boolean isFile = random.nextInt(3) == 0;
        String edit = name + "-" + tried.size() + (isFile ? "f" : "n");
        tried.add(edit);
        running = isFile ? attach(edit) : note(edit);
        return edit;
    }

    private Computer.Running note(String edit) {
        String vault = computer.vault().toString();
        return computer.begin("Here is " + edit + ".\n", "write", "New/" + edit, "--vault", vault);
    }

    private Computer.Running attach(String edit) {
        Path file = computer.path(edit + ".txt");
        try {
            Files.writeString(file, edit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String vault = computer.vault().toString();
        return computer.begin("", "attach", SHARED, file.toString(), "--vault", vault);
    }

    private synchronized void ended(String edit, int code, Computer.Running command) {
        running = null;
        if (code == 0) {
            acknowledged.add(edit);
        } else {
            failures.add(edit + " " + code + " " + command.complained());
        }
    }
}
