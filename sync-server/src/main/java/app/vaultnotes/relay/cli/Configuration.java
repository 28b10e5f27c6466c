package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.account.Argon2Cost;
import app.vaultnotes.relay.api.WebServer;
import app.vaultnotes.relay.backup.BackupPlan;
import app.vaultnotes.relay.blob.S3Settings;
import app.vaultnotes.relay.database.DatabaseAddress;
import app.vaultnotes.relay.serve.Addresses;
import app.vaultnotes.relay.serve.Certificate;
import app.vaultnotes.relay.serve.RelaySettings;
import app.vaultnotes.relay.serve.ServeException;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an operator has set: words of the command line before the environment before a file of lines
 * {@code key = value}. Secrets stand in files of their own, which are named.
 */
final class Configuration {

    private static final Set<String> KEYS =
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
                    "database.user",
                    "database.password-file",
                    "s3.endpoint",
                    "s3.region",
                    "s3.bucket",
                    "s3.prefix",
                    "s3.access-key",
                    "s3.secret-key-file",
                    "s3.encrypted");

    private static final String PREFIX = "VAULTNOTES_";
    private static final String USUAL_PORT = "8443";
    private static final String USUAL_KEEP = "7";

    private final Properties file;
    private final Map<String, String> environment;
    private final Map<String, String> given;

    /**
     * What is set.
     *
     * @param given by the command line
     * @throws ServeException when the file cannot be read or has a key that nothing knows
     */
    Configuration(Optional<Path> file, Map<String, String> environment, Map<String, String> given) {
        this.file = file.map(Configuration::read).orElseGet(Properties::new);
        this.environment = environment;
        this.given = given;
    }

    private static Properties read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ServeException(
                    "The configuration " + path + " cannot be read.",
                    "It is a text file of lines “key = value”.",
                    e);
        }
        for (String key : properties.stringPropertyNames()) {
            if (!KEYS.contains(key)) {
                throw new ServeException(
                        "The configuration " + path + " has a key that nothing knows: " + key,
                        "The keys are " + String.join(", ", new TreeSet<>(KEYS)) + ".");
            }
        }
        return properties;
    }

    private Optional<String> value(String key) {
        String name = PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        return Optional.ofNullable(given.get(key))
                .or(() -> Optional.ofNullable(environment.get(name)))
                .or(() -> Optional.ofNullable(file.getProperty(key)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
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
                    "The secret of “" + key + "” cannot be read from " + path + ".",
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
                                        "A file with the password of that user.")));
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

    private boolean isSet(String key) {
        String value = value(key).orElse("no");
        if (!Set.of("yes", "no").contains(value)) {
            throw new ServeException("“" + key + "” is yes or no, not " + value + ".", "");
        }
        return value.equals("yes");
    }

    /** A relay that is ready to be started, and what it shows of itself. */
    record Ready(RelaySettings settings, String url, Optional<Certificate> certificate) {}

    /**
     * All of it.
     *
     * @throws ServeException when it does not fit together
     */
    Ready ready() {
        String host = value("bind").orElse("0.0.0.0");
        int port = Addresses.port(host, number("port", USUAL_PORT));
        Optional<Certificate> certificate = certificate(host);
        List<String> names = Addresses.names(host);
        String url =
                value("address")
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
                        isSet("sign-up"),
                        Argon2Cost.USUAL);
        return new Ready(settings, url, certificate);
    }

    /** Where daily backups go; empty for nowhere. */
    private Optional<BackupPlan> backup() {
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
                false,
                Argon2Cost.USUAL);
    }

    private Optional<InetSocketAddress> metrics() {
        return value("metrics")
                .map(text -> {
                    URI where = URI.create("http://" + text);
                    if (where.getHost() == null || where.getPort() < 0) {
                        throw new ServeException(
                                "“metrics” is ADDRESS:PORT, not " + text + ".",
                                "For Prometheus on this machine: metrics = 127.0.0.1:9464");
                    }
                    return new InetSocketAddress(where.getHost(), where.getPort());
                });
    }

    private Set<String> proxies() {
        return value("proxy")
                .map(text -> Set.copyOf(List.of(text.split("[,\\s]+"))))
                .orElse(Set.of());
    }

    private int number(String key, String usual) {
        String text = value(key).orElse(usual);
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new ServeException("“" + key + "” is a number, not " + text + ".", "", e);
        }
    }

    private Optional<Certificate> certificate(String host) {
        String tls = value("tls").orElse(Addresses.isLoopback(host) ? "off" : "self");
        return switch (tls) {
            case "off" -> {
                requirePrivate(host);
                yield Optional.empty();
            }
            case "self" ->
                    Optional.of(Certificate.own(data().resolve("tls"), Addresses.names(host)));
            default -> Optional.of(files(tls));
        };
    }

    private void requirePrivate(String host) {
        if (!Addresses.isLoopback(host) && value("proxy").isEmpty()) {
            throw new ServeException(
                    "Without TLS, passphrases and notes would cross the network in the clear.",
                    "Bind to 127.0.0.1, or name the proxy in front that has TLS: proxy = ADDRESS.");
        }
    }

    private static Certificate files(String tls) {
        String[] both = tls.split(",", -1);
        if (both.length != 2) {
            throw new ServeException(
                    "“tls” is off, self, or two files: " + tls,
                    "Write CHAIN.pem,KEY.pem with a comma between.");
        }
        return Certificate.of(Path.of(both[0].strip()), Path.of(both[1].strip()));
    }
}
