package io.fnorpa.browser.service.settings;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the browser service. Each is refused at start if it is wrong; see {@link SettingsCheck}. */
@ConfigMapping(prefix = "browser")
public interface BrowserSettings {

    /** Port of the REST interface; 0 takes a free one, see {@link #addressFile()}. */
    @WithDefault("8080")
    int port();

    /** Address to listen on. The container image listens on all, a process on a machine on loopback. */
    @WithDefault("127.0.0.1")
    String host();

    /** Port of metrics and of Quarkus' own health; 0 takes a free one. */
    @WithDefault("9000")
    int managementPort();

    /** Least level that is logged. */
    @WithDefault("INFO")
    String logLevel();

    /** Who this service is: the audience that tokens must have. The host's name if absent. */
    Optional<String> instance();

    /** How callers' tokens are verified. */
    Token token();

    /** The most sessions at a time, each with a Firefox of its own (about 500 MB). */
    @WithDefault("1")
    int maxSessions();

    /**
     * True: the service serves one session in its life and starts no other Firefox once that was opened. For whoever
     * starts a service for each job.
     */
    @WithDefault("false")
    boolean oneSession();

    /** Time limit of a command that says none. */
    @WithDefault("30s")
    Duration commandTimeout();

    /** The longest time limit that a command may ask for. */
    @WithDefault("120s")
    Duration commandTimeoutMax();

    /** A session is closed after so long without a command, unless it asked for something else. */
    @WithDefault("120s")
    Duration sessionIdle();

    /** The longest life of a session, whatever its token says. */
    @WithDefault("3600s")
    Duration sessionDeadlineMax();

    /** How long a browser may take to close before its processes are killed. */
    @WithDefault("5s")
    Duration closeTimeout();

    /** How long a browser may take to start. */
    @WithDefault("60s")
    Duration launchTimeout();

    /** Firefox's executable. */
    @WithDefault("/usr/bin/firefox-esr")
    Path firefox();

    /** Folder with Firefox' start-up caches, as {@link #makeFirefoxCaches()} makes them; Firefox starts sooner with them. */
    Optional<Path> firefoxCaches();

    /** Folder to make Firefox' start-up caches in; the service then ends. */
    Optional<Path> makeFirefoxCaches();

    /** Lets pages of allowed hosts come from loopback and private addresses. For practice portals only. */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /** Networks that no page comes from, such as 2001:db8:42::/48: a cluster's own, where its addresses are public ones. */
    Optional<List<String>> refusedNetworks();

    /** What portals see as the user's language. */
    @WithDefault("en-ZA")
    String locale();

    /** What portals see as the user's time zone. */
    @WithDefault("Africa/Johannesburg")
    String timeZone();

    /** Size of the page, width x height in CSS pixels. */
    @WithDefault("1280x800")
    String viewport();

    /** False shows the browser's window, to watch a flow on a developer's machine. */
    @WithDefault("true")
    boolean headless();

    /** File that gets the real base URL once the service listens, written in one step. */
    Optional<Path> addressFile();

    /** True: the process ends itself and its browsers when its standard input is closed. */
    @WithDefault("false")
    boolean exitOnStdinClose();

    /** The largest request body. Bodies are read in memory: more wants more heap, see {@link Heap}. */
    @WithDefault("8M")
    MemorySize maxBody();

    /** The largest file that is downloaded. Files stay on disk. */
    @WithDefault("20M")
    MemorySize maxDownload();

    /** How callers' tokens are verified. */
    interface Token {
        /** File with the public keys, a JSON Web Key Set; read again when it changes. */
        Path publicKeys();
    }
}
