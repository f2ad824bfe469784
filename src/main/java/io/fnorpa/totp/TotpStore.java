package io.fnorpa.totp;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.TotpUnavailableException;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
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
    private final URI address;
    private volatile String fault;

    @Inject
    TotpStore(RedisDataSource valkey, PlatformConfig config) {
        this(new TotpLedger(valkey, config.totp().minReplicas(), config.totp().replicaTimeout()), config.valkey().url());
        refuse(config);
    }

    TotpStore(TotpLedger ledger, URI address) {
        this.ledger = ledger;
        this.address = address;
    }

    private static void refuse(PlatformConfig config) {
        if (config.valkey().url().getUserInfo() != null) {
            throw new IllegalStateException("rpa.valkey.url holds a user or password. Put the password into the secret "
                    + ValkeyPassword.SECRET + " and write redis://host:port.");
        }
        Duration limit = config.valkey().timeout();
        if (config.totp().replicaTimeout().compareTo(limit) >= 0) {
            throw new IllegalStateException("rpa.totp.replica-timeout is " + config.totp().replicaTimeout()
                    + ", not shorter than the limit of a whole call, rpa.valkey.timeout, which is " + limit + ".");
        }
    }

    /**
     * A store that evicts could forget a live reservation: the platform does not start on one. One that is away may
     * come later.
     */
    void start(@Observes StartupEvent event) {
        refuseUnsafe();
    }

    /** @throws IllegalStateException it answers, and is not safe */
    void refuseUnsafe() {
        try {
            ask(TotpLedger::evictionPolicy);
        } catch (TotpUnavailableException e) {
            if (!(e.getCause() instanceof TotpStoreAwayException)) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }

    /** Looks whether it answers and is safe; what it found is told by {@link #fault()}. Never throws. */
    public void look() {
        try {
            ask(TotpLedger::evictionPolicy);
        } catch (TotpUnavailableException e) {
            LOG.debug(e.getMessage(), e);
        }
    }

    /** What is wrong with it; empty if nothing was when it was last used. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /**
     * Asks the ledger, after a look whether it is safe: after a failover it may be another server.
     *
     * @throws TotpUnavailableException it is away (cause: {@link TotpStoreAwayException}) or not safe
     */
    <T> T ask(Function<TotpLedger, T> question) {
        try {
            String policy = ledger.evictionPolicy();
            if (!policy.equals(NO_EVICTION)) {
                throw unsafe(policy);
            }
            T answer = question.apply(ledger);
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

    private TotpUnavailableException unsafe(String policy) {
        return new TotpUnavailableException("The TOTP store " + address + " has maxmemory-policy " + policy
                + ", so it may forget which codes are in use. Set maxmemory-policy " + NO_EVICTION + " there.");
    }

    private void report(String found) {
        if (found != null && !found.equals(fault)) {
            LOG.warn(found);
        } else if (found == null && fault != null) {
            LOG.infof("The TOTP store %s answers.", address);
        }
        fault = found;
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
