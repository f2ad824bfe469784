package io.fnorpa.browser.service.firefox;

import java.util.LinkedHashMap;
import java.util.Map;

/** Firefox's preferences: everything goes through the proxy, and nothing is asked of anybody but the portal. */
final class FirefoxPreferences {

    private static final int MANUAL_PROXY = 1;
    private static final int DNS_OVER_HTTPS_OFF = 5;
    private static final String NOWHERE = "";
    /** Twice the usual: before a click Playwright waits for two frames. More costs a page that moves more CPU than it gains. */
    private static final int FRAMES_PER_SECOND = 120;

    /** What all pages together may store in the profile (IndexedDB, caches, local storage); else half of the disk. */
    private static final int MOST_STORED_KB = 51_200;

    private FirefoxPreferences() {}

    static Map<String, Object> through(int proxyPort) {
        Map<String, Object> prefs = new LinkedHashMap<>();
        proxy(prefs, proxyPort);
        noGuessing(prefs);
        noCallsHome(prefs);
        plain(prefs);
        return prefs;
    }

    private static void proxy(Map<String, Object> prefs, int port) {
        prefs.put("network.proxy.type", MANUAL_PROXY);
        for (String scheme : new String[] {"http", "ssl"}) {
            prefs.put("network.proxy." + scheme, "127.0.0.1");
            prefs.put("network.proxy." + scheme + "_port", port);
        }
        prefs.put("network.proxy.share_proxy_settings", true);
        prefs.put("network.proxy.no_proxies_on", NOWHERE);
        prefs.put("network.proxy.allow_hijacking_localhost", true); // loopback names too
        prefs.put("network.proxy.allow_bypass", false);
        prefs.put("network.proxy.failover_direct", false);
        prefs.put("network.proxy.testing_localhost_is_secure_when_hijacked", false);
        prefs.put("network.trr.mode", DNS_OVER_HTTPS_OFF);
        prefs.put("network.dns.disabled", true); // the proxy resolves
        prefs.put("network.http.http3.enable", false); // QUIC does not go through a proxy
        prefs.put("network.webtransport.enabled", false);
        prefs.put("media.peerconnection.enabled", false); // nor does WebRTC
        prefs.put("network.http.altsvc.enabled", false);
    }

    private static void noGuessing(Map<String, Object> prefs) {
        prefs.put("network.dns.disablePrefetch", true);
        prefs.put("network.dns.disablePrefetchFromHTTPS", true);
        prefs.put("network.predictor.enabled", false);
        prefs.put("network.prefetch-next", false);
        prefs.put("network.http.speculative-parallel-limit", 0);
        prefs.put("browser.urlbar.speculativeConnect.enabled", false);
        prefs.put("browser.places.speculativeConnect.enabled", false);
        prefs.put("network.early-hints.preconnect.enabled", false);
        prefs.put("keyword.enabled", false);
        prefs.put("browser.fixup.alternate.enabled", false);
        prefs.put("dom.security.https_first", false);
        prefs.put("dom.security.https_only_mode", false);
        prefs.put("network.captive-portal-service.enabled", false);
        prefs.put("network.connectivity-service.enabled", false);
    }

    private static void noCallsHome(Map<String, Object> prefs) {
        for (String server : new String[] {"services.settings.server", "toolkit.telemetry.server", "app.normandy.api_url",
            "browser.safebrowsing.provider.google4.updateURL", "browser.safebrowsing.provider.google4.gethashURL",
            "browser.safebrowsing.provider.google5.updateURL", "browser.safebrowsing.provider.mozilla.updateURL",
            "browser.safebrowsing.provider.mozilla.gethashURL", "browser.safebrowsing.downloads.remote.url",
            "browser.region.network.url", "browser.search.geoSpecificDefaults.url", "geo.provider.network.url",
            "extensions.getAddons.get.url", "media.gmp-manager.url", "dom.push.serverURL",
            "browser.newtabpage.activity-stream.feeds.section.topstories.options", "identity.fxaccounts.auth.uri"}) {
            prefs.put(server, NOWHERE);
        }
        prefs.put("services.settings.poll_interval", Integer.MAX_VALUE);
        for (String off : new String[] {"app.update.auto", "app.normandy.enabled", "app.shield.optoutstudies.enabled",
            "browser.safebrowsing.malware.enabled", "browser.safebrowsing.phishing.enabled",
            "browser.safebrowsing.downloads.enabled", "browser.safebrowsing.downloads.remote.enabled",
            "browser.region.update.enabled", "browser.search.update", "browser.discovery.enabled",
            "browser.ping-centre.telemetry", "datareporting.healthreport.uploadEnabled",
            "datareporting.policy.dataSubmissionEnabled", "dom.push.enabled", "extensions.update.enabled",
            "extensions.systemAddon.update.enabled", "extensions.blocklist.enabled", "geo.enabled",
            "media.gmp-provider.enabled", "media.gmp-gmpopenh264.enabled", "security.OCSP.require",
            "toolkit.telemetry.enabled", "toolkit.telemetry.unified", "toolkit.coverage.enabled",
            "security.remote_settings.crlite_filters.enabled", "security.remote_settings.intermediates.enabled",
            "browser.newtabpage.activity-stream.feeds.telemetry", "browser.ml.enable", "browser.translations.enable"}) {
            prefs.put(off, false);
        }
        prefs.put("app.update.disabledForTesting", true);
        prefs.put("security.OCSP.enabled", 0); // would be asked in plain text of hosts that are not allowed anyway
    }

    private static void plain(Map<String, Object> prefs) {
        prefs.put("layout.frame_rate", FRAMES_PER_SECOND);
        prefs.put("signon.rememberSignons", false);
        prefs.put("signon.autofillForms", false);
        prefs.put("browser.formfill.enable", false);
        prefs.put("extensions.formautofill.addresses.enabled", false);
        prefs.put("extensions.formautofill.creditCards.enabled", false);
        prefs.put("browser.sessionstore.resume_from_crash", false);
        prefs.put("browser.cache.disk.enable", false);
        prefs.put("dom.quotaManager.temporaryStorage.fixedLimit", MOST_STORED_KB);
        prefs.put("dom.disable_open_during_load", false); // portals open details in popups
        prefs.put("security.warn_submit_secure_to_insecure", false); // a question of Firefox's own, which nobody would answer
        prefs.put("pdfjs.disabled", true); // a PDF is a download
        prefs.put("browser.download.open_pdf_attachments_inline", false);
    }
}
