package app.vaultnotes.relay.database;

import java.util.regex.Pattern;

/**
 * Where a PostgreSQL is and who connects to it.
 *
 * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}, without a password
 * @param user owns the database and may create roles
 * @param password of that user
 * @param listenUrl the same database without a pooler between, which passes no notices on
 */
public record DatabaseAddress(String url, String user, String password, String listenUrl) {

    private static final Pattern SECRET = Pattern.compile("(?i)[?&](password|sslpassword)=");

    /** Takes no address that has a password in it: addresses are logged. */
    public DatabaseAddress {
        if (SECRET.matcher(url).find() || SECRET.matcher(listenUrl).find()) {
            throw new IllegalArgumentException("the address of the database has a password in it");
        }
    }

    /** One without a pooler. */
    public DatabaseAddress(String url, String user, String password) {
        this(url, user, password, url);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
