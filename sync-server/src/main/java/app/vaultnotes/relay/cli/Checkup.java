package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.check.CertificateCheck;
import app.vaultnotes.relay.check.DatabaseCheck;
import app.vaultnotes.relay.check.Finding;
import app.vaultnotes.relay.check.Findings;
import app.vaultnotes.relay.check.FolderCheck;
import app.vaultnotes.relay.check.MailCheck;
import app.vaultnotes.relay.check.NetworkCheck;
import app.vaultnotes.relay.check.OwnPostgresCheck;
import app.vaultnotes.relay.check.StorageCheck;
import app.vaultnotes.relay.serve.Advice;
import app.vaultnotes.relay.serve.Certificate;
import app.vaultnotes.relay.serve.ServeException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Goes through all that is set, and goes on when something is wrong. */
final class Checkup {

    private final RelayOptions options;
    private final Map<String, String> given;
    private final Instant now;
    private final Findings findings = new Findings();
    private final NetworkCheck network = new NetworkCheck(findings);
    private final StorageCheck storage = new StorageCheck(findings);

    Checkup(RelayOptions options, Map<String, String> given, Instant now) {
        this.options = options;
        this.given = given;
        this.now = now;
    }

    /** All that was found. */
    List<Finding> run() {
        Configuration configuration = options.configuration(file(), given);
        boolean isSound = new FolderCheck(findings, "data").look(configuration.data());
        boolean isRunning = isSound && database(configuration);
        listening(configuration, isRunning);
        certificate(configuration);
        bytes(configuration);
        findings.attempt("smtp", configuration::smtp)
                .flatMap(it -> it)
                .ifPresent(new MailCheck(findings)::look);
        findings.attempt("backup", configuration::backup)
                .ifPresent(plan -> storage.backups(plan, now));
        findings.attempt("sign-up", configuration::isSignUpOpen).ifPresent(network::signUp);
        network.descriptors();
        return findings.all();
    }

    /** Where what is large is kept. */
    private void bytes(Configuration configuration) {
        Path data = configuration.data();
        new FolderCheck(findings, "postgres").room(data.resolve("postgres").resolve("data"), data);
        findings.attempt("s3", configuration::s3)
                .ifPresent(s3 ->
                        s3.ifPresentOrElse(
                                storage::s3,
                                () ->
                                        new FolderCheck(findings, "blobs")
                                                .room(data.resolve("blobs"), data)));
    }

    private ConfigurationFile file() {
        try {
            ConfigurationFile file = options.file();
            String advice = ConfigurationFile.advice(Configuration.KEYS);
            file.problems().forEach(problem -> findings.fail("settings", problem, advice));
            if (file.problems().isEmpty()) {
                String what = file.path().map(path -> "Those of " + path).orElse("No file");
                findings.ok("settings", what + ", read without a mistake.");
            }
            return file;
        } catch (ServeException e) {
            findings.fail("settings", Advice.says(e), e.hint());
            return ConfigurationFile.NONE;
        }
    }

    /** Whether a relay runs on the folder now. */
    private boolean database(Configuration configuration) {
        return findings.attempt("database", configuration::database)
                .map(address -> {
                    if (address.isEmpty()) {
                        return new OwnPostgresCheck(findings)
                                .look(configuration.data().resolve("postgres"));
                    }
                    new DatabaseCheck(findings, address.get()).look();
                    return false;
                })
                .orElse(false);
    }

    private void listening(Configuration configuration, boolean isRunning) {
        String host = configuration.host();
        findings.attempt("port", configuration::wantedPort)
                .ifPresent(port -> network.listening("port", host, port, isRunning));
        findings.attempt("metrics", configuration::metrics)
                .flatMap(it -> it)
                .ifPresent(where -> network.metrics(where, isRunning));
        findings.attempt("proxy", configuration::proxies)
                .ifPresent(proxies -> network.proxies(proxies, host));
    }

    private void certificate(Configuration configuration) {
        CertificateCheck check = new CertificateCheck(findings, now);
        Optional<String> host =
                findings.attempt("address", configuration::address)
                        .flatMap(it -> it)
                        .map(URI::getHost);
        findings.attempt("certificate", () -> configuration.tls(configuration.host()))
                .ifPresent(tls -> {
                    switch (tls) {
                        case Configuration.Tls.Off off ->
                                findings.ok("certificate", "Plain HTTP, as it is set.");
                        case Configuration.Tls.Own own ->
                                findings.attempt(
                                                "certificate", () -> Certificate.kept(own.folder()))
                                        .ifPresent(check::own);
                        case Configuration.Tls.Files files ->
                                findings.attempt(
                                                "certificate",
                                                () -> Certificate.of(files.chain(), files.key()))
                                        .ifPresent(it -> check.ofFiles(it, host));
                    }
                });
    }

    /** For people: a line each, and one for what to do. */
    static String words(List<Finding> found, boolean isWell) {
        String lines =
                found.stream()
                        .map(each ->
                                "%-4s  %s: %s"
                                                .formatted(
                                                        word(each.state()),
                                                        each.check(),
                                                        each.says())
                                        + (each.advice().isEmpty()
                                                ? ""
                                                : "\n      → " + each.advice()))
                        .collect(Collectors.joining("\n"));
        return lines + "\n" + (isWell ? "The relay can run." : "The relay cannot run like this.");
    }

    private static String word(Finding.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** The same for scripts. */
    static Map<String, Object> forScripts(List<Finding> found, boolean isWell) {
        return Map.of(
                "ok",
                isWell,
                "checks",
                found.stream()
                        .map(each ->
                                Map.of(
                                        "check", each.check(),
                                        "state", word(each.state()),
                                        "says", each.says(),
                                        "advice", each.advice()))
                        .toList());
    }
}
