package app.vaultnotes.vault.relay;

/** How a line goes, the best first. */
public enum Way {
    /** Over HTTP/2, which some proxies do not let through. */
    GRPC {
        @Override
        Line open(Endpoint endpoint, String accessToken, WayEvents events) {
            return GrpcLine.open(endpoint, accessToken, events);
        }
    },
    /** Over HTTP/1.1 that stays open. */
    WEB_SOCKET {
        @Override
        Line open(Endpoint endpoint, String accessToken, WayEvents events) {
            return WebSocketLine.open(endpoint, accessToken, events);
        }
    },
    /** By asking again and again. */
    POLLING {
        @Override
        Line open(Endpoint endpoint, String accessToken, WayEvents events) {
            return PollingLine.open(endpoint, accessToken, events);
        }
    };

    /** Opens a line; what happens on it may be told before this returns. */
    abstract Line open(Endpoint endpoint, String accessToken, WayEvents events);
}
