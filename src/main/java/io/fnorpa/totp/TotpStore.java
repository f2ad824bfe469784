package io.fnorpa.totp;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.config.Role;
import io.fnorpa.flow.TotpUnavailableException;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Valkey as the platform sees it: whether it may be trusted with steps, and whether it answers. All that is asked of
 * {@link TotpLedger} goes through here, so that its absence has one message. Safe for several threads.
 */
@ApplicationScoped
@Named("totpStore")
public class TotpStore {

    private static final Logger LOG = Logger.getLogger(TotpStore.class);
    private static final String NO_EVICTION = "noeviction";

    private final TotpLedger ledger;
    private final ValkeyServers servers;
    private final ClockWatch clocks;
    private final String address;
    private volatile String fault;
    private volatile String faultOfServers;
    private volatile List<String> risks = List.of();

    @Inject
    TotpStore(RedisDataSource valkey, ValkeyServers servers, ClockWatch clocks, PlatformConfig config) {
        this(new TotpLedger(valkey, config.totp().minReplicas(), config.totp().replicaTimeout(), config.valkey().timeout()),
                servers, clocks, config.valkey().url());
    }

    TotpStore(TotpLedger ledger, ValkeyServers servers, ClockWatch clocks, List<URI> addresses) {
        this.ledger = ledger;
        this.servers = servers;
        this.clocks = clocks;
        this.address = addresses.stream().map(URI::toString).collect(Collectors.joining(","));
    }

    /**
     * A store that evicts could forget a live reservation: the platform does not start on one, nor on one whose replicas
     * would evict once they are primary, nor on what is not the kind of store that the settings say. One that is away may
     * come later.
     */
    void start(@Observes StartupEvent event, PlatformConfig config) {
        if (config.roles().contains(Role.ORCHESTRATOR)) {
            refuseUnsafe();
        }
    }

    /** @throws IllegalStateException it answers, and is not safe */
    void refuseUnsafe() {
        ValkeyServers.Findings found = servers.look();
        if (!found.wrong().isEmpty()) {
            throw new IllegalStateException(told(found.wrong()));
        }
        if (!found.forgetful().isEmpty()) {
            LOG.warnf("The TOTP store's %s have no append-only file. One that is started again before a replica takes its place comes back older"
                    + " than it was, and its replicas follow: another instance could then give a step a second time. Set appendonly yes.",
                    String.join(", ", found.forgetful()));
        }
        look(found);
    }

    /** Looks whether it answers and is safe; what it found is told by {@link #fault()}. Never throws. */
    public void look() {
        look(servers.look());
    }

    private void look(ValkeyServers.Findings found) {
        tellServers(found.wrong().isEmpty() ? found.worry().orElse(null) : told(found.wrong()));
        tellRisks(found.risks());
        try {
            Instant asked = clocks.now();
            clocks.valkeySaid(asked, ask(TotpLedger::time));
        } catch (TotpUnavailableException e) {
            LOG.debug(e.getMessage(), e);
        }
    }

    private String told(List<String> wrong) {
        return "The TOTP store is not safe: " + String.join("; ", wrong) + ". Correct it, or rpa.valkey.mode, rpa.valkey.url and"
                + " rpa.valkey.master-name.";
    }

    /** What is wrong with it; empty if nothing was when it was last used and looked at. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault).or(() -> Optional.ofNullable(faultOfServers));
    }

    /**
     * Has a step handed out by a server that keeps what it is told: after a failover it may be another server.
     *
     * @throws TotpUnavailableException it is away (cause: {@link TotpStoreAwayException}) or not safe; no code may be given
     */
    StepGrant reserve(String account, StepOffer offer) {
        return guarded(() -> {
            StepGrant grant = ledger.reserve(account, offer);
            clocks.valkeySaid(offer.now(), grant.valkeyTime());
            refuseEvicting(grant.evictionPolicy());
            return grant;
        });
    }

    /**
     * Asks the ledger, after a look whether it is safe: after a failover it may be another server.
     *
     * @throws TotpUnavailableException it is away (cause: {@link TotpStoreAwayException}) or not safe
     */
    <T> T ask(Function<TotpLedger, T> question) {
        return guarded(() -> {
            refuseEvicting(ledger.evictionPolicy());
            return question.apply(ledger);
        });
    }

    /**
     * Writes down what people may want to know. No guarantee hangs on it, so it does not matter whether the store may forget it.
     *
     * @throws TotpUnavailableException it is away
     */
    void record(Consumer<TotpLedger> record) {
        guarded(() -> {
            record.accept(ledger);
            return null;
        });
    }

    private <T> T guarded(Supplier<T> question) {
        try {
            T answer = question.get();
            report(null);
            return answer;
        } catch (TotpUnavailableException e) {
            report(e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            String message = "The TOTP store " + address + " gives no answer (" + reason(e) + "). No code is given while it is"
                    + " away. Start it, or correct rpa.valkey.url.";
            report(message);
            throw new TotpUnavailableException(message, new TotpStoreAwayException(message, e));
        }
    }

    private void refuseEvicting(String policy) {
        if (!policy.equals(NO_EVICTION)) {
            throw new TotpUnavailableException("The TOTP store " + address + " has maxmemory-policy " + policy
                    + ", so it may forget which codes are in use. Set maxmemory-policy " + NO_EVICTION + " there.");
        }
    }

    private void report(String found) {
        if (found != null && !found.equals(fault)) {
            LOG.warn(found);
        } else if (found == null && fault != null) {
            LOG.infof("The TOTP store %s answers.", address);
        }
        fault = found;
    }

    private void tellServers(String found) {
        if (found != null && !found.equals(faultOfServers)) {
            LOG.warn(found);
        }
        faultOfServers = found;
    }

    private void tellRisks(List<String> found) {
        if (!found.isEmpty() && !found.equals(risks)) {
            LOG.warnf("After a failover of the TOTP store a code could be given a second time. %s", String.join(" ", found));
        }
        risks = found;
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage().replaceAll("\\s+", " ");
    }
}
