package app.vaultnotes.relay.metrics;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Counts and times what a relay does. Names of calls and outcomes are labels, of which there are
 * few; no account, vault or address is ever one.
 */
public final class Metrics implements AutoCloseable {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final DistributionSummary batches =
            DistributionSummary.builder("vaultnotes_append_batch_records")
                    .description("Records that were written in one transaction")
                    .serviceLevelObjectives(1, 8, 64, 256, 1_024, 4_096)
                    .register(registry);

    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Nothing was counted yet. */
    public Metrics() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /**
     * A call was answered.
     *
     * @param call its name
     * @param outcome ok, or the code it was refused with
     */
    public void called(String call, String outcome, long nanos) {
        Timer.builder("vaultnotes_call")
                .description("Calls, by how they ended")
                .tag("call", call)
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    /** Records were written in one transaction. */
    public void appended(int records) {
        batches.record(records);
    }

    /** Something that has a size now. */
    public void gauge(String name, String description, Supplier<Number> size) {
        Gauge.builder(name, size).description(description).register(registry);
    }

    /**
     * Something that only grows.
     *
     * @param source what counts it; to be kept by somebody else
     */
    public <T> void counter(String name, String description, T source, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, source, count).description(description).register(registry);
    }

    /** Watches a pool of connections. */
    public void watch(HikariDataSource pool) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    }

    /** All of it, as Prometheus reads it. */
    public String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
