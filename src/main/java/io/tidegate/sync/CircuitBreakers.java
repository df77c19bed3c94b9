package io.tidegate.sync;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.RegistryStore;
import io.tidegate.clock.NodeClock;
import io.tidegate.run.CircuitOpenException;
import io.tidegate.run.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breakers of the routes, one a provider, at our clock: says so when one opens or closes, and keeps requests
 * from being prepared while one is open. A breaker is the step {@code circuit-<provider>}; Camel puts the route before it.
 */
public final class CircuitBreakers implements RegistryStore<CircuitBreaker> {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakers.class);
    private static final String PREFIX = "circuit-";

    private final InstantSource clock;
    private final Map<String, CircuitBreaker> byName = new ConcurrentHashMap<>();
    private final Map<String, CircuitBreaker> byProvider = new ConcurrentHashMap<>();
    private final Map<String, Instant> openUntil = new ConcurrentHashMap<>();

    public CircuitBreakers(InstantSource clock) {
        this.clock = NodeClock.steady(clock);
    }

    /**
     * Before a permit is taken.
     *
     * @throws CircuitOpenException while the provider is not to be asked
     */
    public void check(Exchange exchange) {
        // an earlier attempt's
        exchange.removeProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SHORT_CIRCUITED);
        SyncRun run = SyncRun.of(exchange);
        CircuitBreaker breaker = byProvider.get(run.provider().name());
        if (breaker != null
                && breaker.getState() == CircuitBreaker.State.OPEN
                && !clock.instant().isAfter(openUntil.getOrDefault(breaker.getName(), Instant.MIN))) {
            throw open(run, breaker);
        }
    }

    /**
     * After the breaker: it says only in a property that it let nothing through.
     *
     * @throws CircuitOpenException when it did not
     */
    public void passed(Exchange exchange) {
        if (exchange.getProperty(ExchangePropertyKey.CIRCUIT_BREAKER_RESPONSE_SHORT_CIRCUITED, false, Boolean.class)) {
            SyncRun run = SyncRun.of(exchange);
            throw open(run, Objects.requireNonNull(byProvider.get(run.provider().name())));
        }
    }

    private static CircuitOpenException open(SyncRun run, CircuitBreaker breaker) {
        return new CircuitOpenException(run.provider().access().title() + " does not answer; not asked again for "
                + pause(breaker).toSeconds() + " seconds");
    }

    private static Duration pause(CircuitBreaker breaker) {
        return Duration.ofMillis(breaker.getCircuitBreakerConfig()
                .getWaitIntervalFunctionInOpenState()
                .apply(1));
    }

    /** The breaker as the route configures it, but at our clock. */
    @Override
    public CircuitBreaker computeIfAbsent(String name, Function<? super String, ? extends CircuitBreaker> made) {
        return byName.computeIfAbsent(
                name,
                key -> watched(CircuitBreaker.of(
                        key,
                        CircuitBreakerConfig.from(made.apply(key).getCircuitBreakerConfig())
                                .clock(clock.withZone(ZoneOffset.UTC))
                                .build())));
    }

    private CircuitBreaker watched(CircuitBreaker breaker) {
        String provider = provider(breaker);
        byProvider.put(provider, breaker);
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition().getToState()) {
                case OPEN -> {
                    openUntil.put(breaker.getName(), clock.instant().plus(pause(breaker)));
                    LOG.warn(
                            "provider {} does not answer; not asked for {} seconds",
                            provider,
                            pause(breaker).toSeconds());
                }
                case HALF_OPEN -> LOG.info("provider {} is asked again, a few requests at first", provider);
                case CLOSED -> LOG.info("provider {} answers again", provider);
                default -> LOG.info("the circuit of provider {} was switched by hand", provider);
            }
        });
        return breaker;
    }

    private static String provider(CircuitBreaker breaker) {
        return breaker.getName().replaceFirst("^.*" + PREFIX, "");
    }

    @Override
    public CircuitBreaker putIfAbsent(String name, CircuitBreaker breaker) {
        return byName.putIfAbsent(name, breaker);
    }

    @Override
    public Optional<CircuitBreaker> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public Optional<CircuitBreaker> remove(String name) {
        CircuitBreaker removed = byName.remove(name);
        if (removed != null) {
            byProvider.remove(provider(removed), removed);
        }
        return Optional.ofNullable(removed);
    }

    @Override
    public Optional<CircuitBreaker> replace(String name, CircuitBreaker breaker) {
        return Optional.ofNullable(byName.replace(name, breaker));
    }

    @Override
    public Collection<CircuitBreaker> values() {
        return List.copyOf(byName.values());
    }
}
