package io.fnorpa.browsers;

import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.config.InstanceName;
import io.fnorpa.job.AttemptId;
import io.fnorpa.secret.Secret;
import io.fnorpa.token.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Ends the browser of an attempt that was lost, before anything else is done for its job. In this order:
 * <ol>
 * <li>it never had one: nothing to do;
 * <li>it runs on this machine: all its processes are killed;
 * <li>it runs elsewhere, at an address that can be reached: it is asked to close its session, which serves one job;
 * <li>else its own deadline is waited for: no session and no token of the attempt lives longer.
 * </ol>
 */
@ApplicationScoped
public class LostBrowsers {

    private static final Logger LOG = Logger.getLogger(LostBrowsers.class);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(1);

    private final InstanceName self;
    private final TokenIssuer tokens;
    private final Clock clock;

    LostBrowsers(InstanceName self, TokenIssuer tokens, Clock clock) {
        this.self = self;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * @param row the job's row, as {@code select-lost-jobs.sql} reads it
     * @return whether it is certain that the lost attempt has no browser any more
     */
    public boolean end(Map<String, Object> row) {
        String instance = (String) row.get("BROWSER_INSTANCE");
        if (instance == null) {
            return true;
        }
        return BrowserName.isOn(self.host(), instance) ? endHere(row, instance)
                : ((Number) row.get("BROWSER_IS_OVER")).intValue() == 1 || endElsewhere(row, instance);
    }

    /** Why nothing is done for the job yet. */
    public String reason(Map<String, Object> row) {
        return "browser " + row.get("BROWSER_INSTANCE") + " of the lost attempt may still live, on a machine that cannot be reached from here;"
                + " it ends by its deadline at the latest";
    }

    private boolean endHere(Map<String, Object> row, String instance) {
        long leader = ((Number) row.get("BROWSER_PROCESS")).longValue();
        if (leader <= 1 || isAnothers(leader, instance)) {
            return true;
        }
        ProcessGroup group = new ProcessGroup(leader);
        if (group.isAlive()) {
            LOG.infof("Ending the browser %s of a lost attempt at job %s", instance, row.get("ID"));
            group.kill();
        }
        if (group.isGoneWithin(KILL_LIMIT)) {
            return true;
        }
        LOG.errorf("Browser %s (process group %d) of a lost attempt at job %s does not end, though it was killed", instance, leader, row.get("ID"));
        return false;
    }

    /** The number was given to another process since. While a child lives, its leader's number is given to nobody. */
    private static boolean isAnothers(long leader, String instance) {
        return ProcessHandle.of(leader).filter(ProcessHandle::isAlive).flatMap(process -> process.info().commandLine())
                .map(line -> !line.contains(instance)).orElse(false);
    }

    private boolean endElsewhere(Map<String, Object> row, String instance) {
        String address = (String) row.get("BROWSER_ADDRESS");
        return address != null && !isOfItsOwnMachine(URI.create(address)) && closeSession(row, instance);
    }

    /** Asks the browser service at the row's address to close the attempt's session; whether it did. */
    public boolean closeSession(Map<String, Object> row, String instance) {
        String address = (String) row.get("BROWSER_ADDRESS");
        String session = (String) row.get("SESSION_ID");
        if (address == null || session == null) {
            return false;
        }
        AttemptId attempt = AttemptId.of(((Number) row.get("ID")).longValue(), ((Number) row.get("ATTEMPT")).intValue());
        Secret token = tokens.session(instance, attempt, session, clock.instant().plus(TOKEN_LIFE));
        try {
            boolean ended = new BrowserClient(URI.create(address), token).closeQuickly();
            LOG.infof("Browser %s of a lost attempt at job %s was asked to end, and %s", instance, row.get("ID"),
                    ended ? "did" : "knows no such session, which may still be opened");
            return ended;
        } catch (RuntimeException e) {
            LOG.warnf("Browser %s of a lost attempt at job %s, at %s, cannot be asked to end: %s", instance, row.get("ID"), address, e.getMessage());
            return false;
        }
    }

    /** An address such as 127.0.0.1 would be this machine's here. */
    private static boolean isOfItsOwnMachine(URI address) {
        try {
            InetAddress host = InetAddress.getByName(address.getHost());
            return host.isLoopbackAddress() || host.isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
