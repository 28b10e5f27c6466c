package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.account.Argon2Cost;
import app.vaultnotes.relay.api.WebServer;
import app.vaultnotes.relay.backup.BackupPlan;
import app.vaultnotes.relay.blob.S3Settings;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.mail.SmtpSettings;
import app.vaultnotes.relay.serve.Addresses;
import app.vaultnotes.relay.serve.Certificate;
import app.vaultnotes.relay.serve.RelaySettings;
import app.vaultnotes.relay.serve.ServeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator has set: words of the command line before the environment before a file of lines
 * {@code key = value}. Secrets stand in files of their own, which are named.
 */
final class Configuration {

    /** What can be set. */
    static final Set<String> KEYS =
            Set.of(
                    "data",
                    "bind",
                    "port",
                    "tls",
                    "address",
                    "sign-up",
                    "proxy",
                    "metrics",
                    "backup",
                    "backup.keep",
                    "database.url",
                    "database.listen-url",
                    "database.user",
                    "database.password-file",
                    "s3.endpoint",
                    "s3.region",
                    "s3.bucket",
                    "s3.prefix",
                    "s3.access-key",
                    "s3.secret-key-file",
                    "s3.encrypted",
                    "smtp.host",
                    "smtp.port",
                    "smtp.security",
                    "smtp.ca-file",
                    "smtp.user",
                    "smtp.password-file",
                    "smtp.from");

    private static final String PREFIX = "VAULTNOTES_";
    private static final int USUAL_PORT = 8443;
    private static final int HIGHEST_PORT = 65_535;
    private static final String USUAL_KEEP = "7";

    private final ConfigurationFile file;
    private final Map<String, String> environment;
    private final Map<String, String> given;

    /**
     * What is set.
     *
     * @param given by the command line
     */
    Configuration(
            ConfigurationFile file, Map<String, String> environment, Map<String, String> given) {
        this.file = file;
        this.environment = environment;
        this.given = given;
    }

    private static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(given.get(key))
                .or(() -> Optional.ofNullable(environment.get(variable(key))))
                .or(() -> Optional.ofNullable(file.values().get(key)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** A key and where what it has was set, for messages. */
    private String named(String key) {
        if (given.containsKey(key)) {
            return "“" + key + "”";
        }
        String where =
                environment.containsKey(variable(key))
                        ? " (" + variable(key) + ")"
                        : file.where(key);
        return "“" + key + "”" + where;
    }

    private String required(String key, String because) {
        return value(key)
                .orElseThrow(() -> new ServeException("“" + key + "” is not set.", because));
    }

    private String secret(String key, String because) {
        Path path = Path.of(required(key, because));
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new ServeException(
                    "The secret of " + named(key) + " cannot be read from " + path + ".",
                    "See that the file is there and the relay may read it.",
                    e);
        }
    }

    /** The relay's folder. */
    Path data() {
        return value("data").map(Path::of).orElseGet(this::usualData).toAbsolutePath();
    }

    private Path usualData() {
        String home = environment.getOrDefault("HOME", ".");
        String share = environment.get("XDG_DATA_HOME");
        Path base = share == null ? Path.of(home, ".local", "share") : Path.of(share);
        return base.resolve("vaultnotes-relay");
    }

    /** PostgreSQL of the operator; empty for the relay's own. */
    Optional<DatabaseAddress> database() {
        return value("database.url")
                .map(url ->
                        new DatabaseAddress(
                                url,
                                required("database.user", "The user who owns the database."),
                                secret(
                                        "database.password-file",
                                        "A file with the password of that user."),
                                value("database.listen-url").orElse(url)));
    }

    /** S3 of the operator; empty for a folder. */
    Optional<S3Settings> s3() {
        return value("s3.endpoint")
                .map(endpoint ->
                        new S3Settings(
                                URI.create(endpoint),
                                value("s3.region").orElse("us-east-1"),
                                required("s3.bucket", "A bucket that exists."),
                                value("s3.prefix").orElse(""),
                                required("s3.access-key", "The name of the key."),
                                secret("s3.secret-key-file", "A file with the secret."),
                                isSet("s3.encrypted")));
    }

    /** The mail server of the operator; empty when no letters are sent. */
    Optional<SmtpSettings> smtp() {
        return value("smtp.host").map(this::smtp);
    }

    private SmtpSettings smtp(String host) {
        SmtpSettings.Security security = security();
        if (security == SmtpSettings.Security.OFF && !Addresses.isLoopback(host)) {
            throw new ServeException(
                    named("smtp.security") + " is off: links would cross the network in the clear.",
                    "Set it to starttls or tls; off is for a mail server on this machine.");
        }
        Optional<SmtpSettings.Login> login =
                value("smtp.user")
                        .map(user ->
                                new SmtpSettings.Login(
                                        user,
                                        secret(
                                                "smtp.password-file",
                                                "A file with the password of that user.")));
        return new SmtpSettings(
                host,
                port("smtp.port", security.usualPort()),
                security,
                login,
                required("smtp.from", "The address that letters come from."),
                value("smtp.ca-file").map(Path::of));
    }

    private SmtpSettings.Security security() {
        String text = value("smtp.security").orElse("starttls");
        return switch (text) {
            case "tls" -> SmtpSettings.Security.TLS;
            case "starttls" -> SmtpSettings.Security.STARTTLS;
            case "off" -> SmtpSettings.Security.OFF;
            default ->
                    throw new ServeException(
                            named("smtp.security") + " is no kind of security: " + text,
                            "Write tls, starttls or off.");
        };
    }

    private boolean isSet(String key) {
        String value = value(key).orElse("no");
        if (!Set.of("yes", "no").contains(value)) {
            throw new ServeException(named(key) + " is yes or no, not " + value + ".", "");
        }
        return value.equals("yes");
    }

    /** Whether anybody can make an account. */
    boolean isSignUpOpen() {
        return isSet("sign-up");
    }

    /** A relay that is ready to be started, and what it shows of itself. */
    record Ready(RelaySettings settings, String url, Optional<Certificate> certificate) {}

    /** The address that it listens on. */
    String host() {
        return value("bind").orElse("0.0.0.0");
    }

    /** The port that is wanted; 0 for any. */
    int wantedPort() {
        return port("port", USUAL_PORT);
    }

    private int port(String key, int usual) {
        int port = number(key, Integer.toString(usual));
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ServeException(
                    named(key) + " is 0 to " + HIGHEST_PORT + ", not " + port + ".", "");
        }
        return port;
    }

    /** What links begin with, if it is set. */
    Optional<URI> address() {
        return value("address")
                .map(text -> {
                    try {
                        URI address = new URI(text);
                        if (address.getHost() != null && address.getScheme().startsWith("http")) {
                            return address;
                        }
                    } catch (URISyntaxException e) {
                        // Said below.
                    }
                    throw new ServeException(
                            named("address") + " is no address: " + text,
                            "Write it as https://HOST/ or https://HOST:PORT/.");
                });
    }

    /**
     * All of it.
     *
     * @throws ServeException when it does not fit together
     */
    Ready ready() {
        String host = host();
        int port = Addresses.port(host, wantedPort());
        Optional<Certificate> certificate = certificate(host);
        List<String> names = Addresses.names(host);
        String url =
                address()
                        .map(URI::toString)
                        .map(address -> address.endsWith("/") ? address : address + "/")
                        .orElseGet(() ->
                                "%s://%s:%d/"
                                        .formatted(
                                                certificate.isPresent() ? "https" : "http",
                                                names.get(0),
                                                port));
        RelaySettings settings =
                new RelaySettings(
                        data(),
                        new WebServer.Listening(
                                host, port, certificate.map(Certificate::tls), proxies()),
                        Optional.of(url),
                        database(),
                        s3(),
                        metrics(),
                        backup(),
                        smtp(),
                        isSignUpOpen(),
                        Argon2Cost.USUAL);
        return new Ready(settings, url, certificate);
    }

    /** Where daily backups go; empty for nowhere. */
    Optional<BackupPlan> backup() {
        int keep = number("backup.keep", USUAL_KEEP);
        return value("backup")
                .map(folder -> new BackupPlan(Path.of(folder).toAbsolutePath(), keep));
    }

    /** What commands need beside a relay that runs, or in its place. */
    RelaySettings forCommands() {
        return new RelaySettings(
                data(),
                new WebServer.Listening("127.0.0.1", 0, Optional.empty()),
                value("address"),
                database(),
                s3(),
                Optional.empty(),
                Optional.empty(),
                smtp(),
                false,
                Argon2Cost.USUAL);
    }

    /** Where Prometheus is answered; empty for nowhere. */
    Optional<InetSocketAddress> metrics() {
        return value("metrics")
                .map(text -> {
                    URI where = URI.create("http://" + text);
                    if (where.getHost() == null || where.getPort() < 0) {
                        throw new ServeException(
                                named("metrics") + " is ADDRESS:PORT, not " + text + ".",
                                "For Prometheus on this machine: metrics = 127.0.0.1:9464");
                    }
                    return new InetSocketAddress(where.getHost(), where.getPort());
                });
    }

    /** Proxies that are believed. */
    Set<String> proxies() {
        return value("proxy")
                .map(text -> Set.copyOf(List.of(text.split("[,\\s]+"))))
                .orElse(Set.of());
    }

    private int number(String key, String usual) {
        String text = value(key).orElse(usual);
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new ServeException(named(key) + " is a number, not " + text + ".", "", e);
        }
    }

    private Optional<Certificate> certificate(String host) {
        return switch (tls(host)) {
            case Tls.Off off -> Optional.empty();
            case Tls.Own own -> Optional.of(Certificate.own(own.folder(), Addresses.names(host)));
            case Tls.Files files -> Optional.of(Certificate.of(files.chain(), files.key()));
        };
    }

    /** By which certificate a relay proves itself. */
    sealed interface Tls {
        /** None: plain HTTP. */
        record Off() implements Tls {}

        /** One of its own, in a folder. */
        record Own(Path folder) implements Tls {}

        /** The operator's. */
        record Files(Path chain, Path key) implements Tls {}
    }

    /**
     * How a relay that listens at a host proves itself.
     *
     * @throws ServeException when notes would cross a network in the clear
     */
    Tls tls(String host) {
        String tls = value("tls").orElse(Addresses.isLoopback(host) ? "off" : "self");
        return switch (tls) {
            case "off" -> {
                requirePrivate(host);
                yield new Tls.Off();
            }
            case "self" -> new Tls.Own(data().resolve("tls"));
            default -> files(tls);
        };
    }

    private void requirePrivate(String host) {
        if (!Addresses.isLoopback(host) && value("proxy").isEmpty()) {
            throw new ServeException(
                    "Without TLS, passphrases and notes would cross the network in the clear.",
                    "Bind to 127.0.0.1, or name the proxy in front that has TLS: proxy = ADDRESS.");
        }
    }

    private Tls files(String tls) {
        String[] both = tls.split(",", -1);
        if (both.length != 2) {
            throw new ServeException(
                    named("tls") + " is off, self, or two files: " + tls,
                    "Write CHAIN.pem,KEY.pem with a comma between.");
        }
        return new Tls.Files(Path.of(both[0].strip()), Path.of(both[1].strip()));
    }
}
