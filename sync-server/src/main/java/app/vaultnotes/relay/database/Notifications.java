package app.vaultnotes.relay.database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * What is told through PostgreSQL from one process to the others, heard on a connection of its own,
 * which is made again when it breaks. What was told meanwhile is not heard; that it may have been
 * is.
 */
public final class Notifications implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Notifications.class.getName());
    private static final int WAIT_MILLIS = 10_000;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long FIRST_PAUSE_MILLIS = 50;

    private final DatabaseAddress address;
    private final Map<String, Consumer<String>> listeners;
    private final Runnable missed;
    private final Thread thread;
    private volatile boolean closed;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /**
     * Listens until it is closed.
     *
     * @param address of which the one to listen at is used
     * @param listeners by the channel they hear; called by one thread
     * @param missed is told, by that thread, each time that it listens anew
     */
    public Notifications(
            DatabaseAddress address, Map<String, Consumer<String>> listeners, Runnable missed) {
        this.address = address;
        this.listeners = Map.copyOf(listeners);
        this.missed = missed;
        thread = Thread.ofPlatform().name("notifications").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!closed) {
                listenOnce();
                if (!closed) {
                    TimeUnit.MILLISECONDS.sleep(pauseMillis);
                    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenOnce() {
        try (Connection connection =
                        DriverManager.getConnection(
                                address.listenUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            for (String channel : listeners.keySet()) {
                statement.execute("LISTEN " + channel);
            }
            pauseMillis = FIRST_PAUSE_MILLIS;
            missed.run();
            hear(connection, statement);
        } catch (SQLException e) {
            if (!closed) {
                LOG.log(Level.WARNING, "other relays are not heard: {0}", e.getMessage());
            }
        }
    }

    /** A question now and then shows whether the line is still there. */
    private void hear(Connection connection, Statement statement) throws SQLException {
        PGConnection heard = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] all = heard.getNotifications(WAIT_MILLIS);
            if (all == null || all.length == 0) {
                statement.execute("SELECT 1");
            } else {
                for (PGNotification each : all) {
                    pass(each);
                }
            }
        }
    }

    private void pass(PGNotification notification) {
        try {
            Consumer<String> listener = listeners.get(notification.getName());
            if (listener != null) {
                listener.accept(notification.getParameter());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a notification was not understood", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
