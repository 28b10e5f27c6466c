package app.vaultnotes.relay.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is believed when they say whom they speak for. Of anybody else the header that says so is
 * passed over: it would let whoever writes it choose whose limits they use up.
 *
 * @param addresses of the proxies in front, as numbers
 */
record Proxies(Set<String> addresses) {

    private static final int LONGEST_ADDRESS = 45;

    /**
     * Whom a call comes from.
     *
     * @param remote the other end of the line
     * @param forwarded what X-Forwarded-For says; its last address is the one that the proxy itself
     *     has seen
     */
    String address(String remote, @Nullable String forwarded) {
        if (forwarded == null || !addresses.contains(remote)) {
            return remote;
        }
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return last.isEmpty() || last.length() > LONGEST_ADDRESS ? remote : last;
    }
}
