package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.backup.BackupException;
import app.vaultnotes.relay.blob.BlobStoreException;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.postgres.PostgresException;
import app.vaultnotes.relay.serve.Certificate;
import app.vaultnotes.relay.serve.Relay;
import app.vaultnotes.relay.serve.ServeException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a relay and runs until it is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a relay, through which devices and people exchange their vaults.",
            "With no setting it brings its own database and keeps all in one folder."
        })
final class ServeCommand implements Callable<Integer> {

    private static final long END_SECONDS = 9;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private RelayOptions options = new RelayOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where it listens; 0 picks a free port, 8443 is usual.")
    private @Nullable String port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "On which address of this machine; all by default.")
    private @Nullable String bind;

    @Option(
            names = "--tls",
            paramLabel = "off|self|CHAIN,KEY",
            description =
                    "A certificate of its own (self), yours (two PEM files), or none, which is for"
                            + " this machine alone or behind a proxy that is named.")
    private @Nullable String tls;

    /** What the words of the command line set. */
    private Configuration configuration() {
        Map<String, String> given = new HashMap<>();
        put(given, "port", port);
        put(given, "bind", bind);
        put(given, "tls", tls);
        return options.configuration(given);
    }

    private static void put(Map<String, String> given, String key, @Nullable String value) {
        if (value != null) {
            given.put(key, value);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> endAndAwait(ended, closed), "end");
        Configuration.Ready ready = configuration().ready();
        Runtime.getRuntime().addShutdownHook(hook);
        try (Relay relay = Relay.start(ready.settings())) {
            announce(ready, relay.firstAccountLink());
            ended.await();
        } finally {
            closed.countDown();
        }
        return 0;
    }

    /** The process goes on ending when the relay has. */
    private static void endAndAwait(CountDownLatch ended, CountDownLatch closed) {
        ended.countDown();
        try {
            var _ = closed.await(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void announce(Configuration.Ready ready, Optional<String> firstAccountLink) {
        Optional<String> fingerprint = ready.certificate().map(Certificate::fingerprint);
        Map<String, @Nullable String> forScripts = new LinkedHashMap<>();
        forScripts.put("url", ready.url());
        forScripts.put("firstAccountLink", firstAccountLink.orElse(null));
        forScripts.put("fingerprint", fingerprint.orElse(null));
        String words =
                "The relay is ready at "
                        + ready.url()
                        + fingerprint
                                .map(it -> "\nIts certificate has the fingerprint " + it)
                                .orElse("")
                        + firstAccountLink
                                .map(it -> "\nThe first account is made by this link, once: " + it)
                                .orElse("")
                        + "\nCtrl-C ends it.";
        options.answer(spec.commandLine().getOut(), forScripts, words);
    }

    /** What a failure is for whoever started it. */
    static String told(Throwable failure) {
        String hint =
                switch (failure) {
                    case ServeException wrong -> wrong.hint();
                    case PostgresException wrong -> wrong.hint();
                    case BlobStoreException wrong -> wrong.hint();
                    case BackupException wrong -> wrong.hint();
                    case RelayException wrong -> wrong.toMessage().getHint();
                    default -> "";
                };
        String what = String.valueOf(failure.getMessage());
        return hint.isEmpty() ? what : what + "\n" + hint;
    }
}
