package app.vaultnotes.vault.relay;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** Speaks to one relay: single calls, and lines. Safe for any number of threads. */
public final class RelayClient implements AutoCloseable {

    private final Endpoint endpoint;
    private final RelayCalls calls;
    private final RelayBytes bytes;
    private final RelaySnapshots snapshots;
    private final Lines lines;

    /**
     * A client; nothing is connected until something is said.
     *
     * @param executor runs what waits for the network and what is told of lines: up to four threads
     *     for a line; stays open
     * @param timer begins what is due, and does nothing else; stays open
     */
    public RelayClient(
            RelayAddress address,
            Trust trust,
            ExecutorService executor,
            ScheduledExecutorService timer) {
        endpoint = new Endpoint(address, trust, executor, timer);
        HttpCalls http = endpoint.calls(endpoint.http());
        calls = http;
        bytes = new HttpBytes(address, endpoint.causes(), http, endpoint.http());
        snapshots = new HttpSnapshots(address, endpoint.causes(), http, endpoint.http());
        lines = lines(List.of(Way.values()), Patience.USUAL);
    }

    /** Where the relay is. */
    public RelayAddress address() {
        return endpoint.address();
    }

    /** Calls of one request and one answer. */
    public RelayCalls calls() {
        return calls;
    }

    /** Bytes of attachments. */
    public RelayBytes bytes() {
        return bytes;
    }

    /** Snapshots of documents. */
    public RelaySnapshots snapshots() {
        return snapshots;
    }

    /** Lines by whichever way the network lets through. */
    public Lines lines() {
        return lines;
    }

    /**
     * Lines by some ways only, where it is known which the network lets through.
     *
     * @param ways at least one, those to be tried first first
     */
    public Lines lines(List<Way> ways, Patience patience) {
        return new FittingLines(endpoint, ways, patience);
    }

    /** Ends calls that are under way, and idle connections. Lines are for their owners to close. */
    @Override
    public void close() {
        endpoint.close();
    }
}
