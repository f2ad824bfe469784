package io.fnorpa.tools;

import io.fnorpa.rig.BrowserService;
import io.fnorpa.rig.Checkout;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** A browser service of this machine, started for one command, with keys of its own. */
public final class LocalBrowser implements AutoCloseable {

    /** The audience of its tokens. */
    public static final String INSTANCE = "bin-flow";
    private static final String DISPLAY = "DISPLAY";
    private static final String WAYLAND = "WAYLAND_DISPLAY";

    private final BrowserService service;
    private final TokenIssuer tokens;

    private LocalBrowser(BrowserService service, TokenIssuer tokens) {
        this.service = service;
        this.tokens = tokens;
    }

    /**
     * Starts it; it has opened a page by then.
     *
     * @param folder  for its log
     * @param keys    made if they are not there
     * @param visible whether its windows are shown
     * @param port    0 for a free one
     * @param more    further settings
     */
    public static LocalBrowser start(Checkout checkout, Path folder, SigningKeys keys, boolean visible, int port, Map<String, String> more) {
        keys.createIfAbsent();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("browser.port", String.valueOf(port));
        settings.put("browser.headless", String.valueOf(!visible));
        settings.putAll(more);
        return new LocalBrowser(BrowserService.start(checkout, folder, INSTANCE, keys, settings), new TokenIssuer(keys, Clock.systemUTC()));
    }

    /**
     * @param wish what wants to show windows: an option, or a command
     * @throws WrongUseException nothing could be seen
     */
    public static void requireDisplay(String wish) {
        if (isEmpty(DISPLAY) && isEmpty(WAYLAND)) {
            throw new WrongUseException(wish + " wants a display, and neither " + DISPLAY + " nor " + WAYLAND + " is set. Run it in a desktop session or"
                    + " through ssh -X" + (wish.equals("--visible") ? "; or leave --visible out and look at the pictures" : ""));
        }
    }

    private static boolean isEmpty(String variable) {
        String value = System.getenv(variable);
        return value == null || value.isEmpty();
    }

    /** Is the portal on this machine or in a network of its own? Only then may its pages come from there. */
    public static boolean isPrivate(URI portal) {
        try {
            InetAddress address = InetAddress.getByName(portal.getHost());
            return address.isLoopbackAddress() || address.isSiteLocalAddress();
        } catch (UnknownHostException e) {
            return false; // the browser says so
        }
    }

    public URI address() {
        return service.address();
    }

    public TokenIssuer tokens() {
        return tokens;
    }

    @Override
    public void close() {
        service.close();
    }
}
