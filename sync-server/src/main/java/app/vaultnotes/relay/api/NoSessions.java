package app.vaultnotes.relay.api;

import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.NullSessionDataStore;

/**
 * Remembers nothing of who calls: calls have tokens. The library around WebSockets asks for a
 * session at each upgrade, which would set a cookie and stay in memory; it gets one that is gone
 * with the request.
 */
final class NoSessions {

    private NoSessions() {}

    static SessionHandler handler() {
        SessionHandler handler = new SessionHandler();
        handler.setUsingCookies(false);
        handler.setUsingUriParameters(false);
        NullSessionCache nothing = new NullSessionCache(handler);
        nothing.setSessionDataStore(new NullSessionDataStore());
        handler.setSessionCache(nothing);
        return handler;
    }
}
