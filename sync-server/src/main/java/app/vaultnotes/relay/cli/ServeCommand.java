package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.check.Finding;
import app.vaultnotes.relay.serve.Certificate;
import app.vaultnotes.relay.serve.Relay;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

    @Option(
            names = "--check",
            description =
                    "Starts and changes nothing: says what is wrong and what to do, a line each;"
                            + " exit code 1 when the relay would not start or would lose something.")
    private boolean checks;

    /** What the words of the command line set. */
    private Map<String, String> given() {
        Map<String, String> given = new HashMap<>();
        put(given, "port", port);
        put(given, "bind", bind);
        put(given, "tls", tls);
        return given;
    }

    private static void put(Map<String, String> given, String key, @Nullable String value) {
        if (value != null) {
            given.put(key, value);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        return checks ? check() : serve();
    }

    private int check() {
        List<Finding> found = new Checkup(options, given(), Instant.now()).run();
        boolean isWell = found.stream().noneMatch(each -> each.state() == Finding.State.FAIL);
        options.answer(
                spec.commandLine().getOut(),
                Checkup.forScripts(found, isWell),
                Checkup.words(found, isWell));
        return isWell ? 0 : 1;
    }

    private int serve() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> endAndAwait(ended, closed), "end");
        Configuration.Ready ready = options.configuration(given()).ready();
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
}
