package app.vaultnotes.relay.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a program is started that refuses to be run by the machine's administrator, when this process
 * is: in a namespace of its own, where it is nobody in particular and its files are still ours.
 *
 * @param before words before the program's own
 */
record Unprivileged(List<String> before) {

    private static final int TRIAL_SECONDS = 10;

    /** What this machine allows; nothing is needed for others than the administrator. */
    static Unprivileged here() throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Unprivileged(List.of());
        }
        Unprivileged namespace = new Unprivileged(List.of("unshare", "--user"));
        if (namespace.works()) {
            return namespace;
        }
        throw new PostgresException(
                "PostgreSQL does not run as root, and this machine does not let root start it otherwise.",
                "Run the relay as a user of its own, as the systemd unit in packaging/ does.");
    }

    private boolean works() throws InterruptedException {
        try {
            Process trial =
                    command(List.of("true"))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    ProcessBuilder command(List<String> words) {
        List<String> all = new ArrayList<>(before);
        all.addAll(words);
        return new ProcessBuilder(all);
    }
}
