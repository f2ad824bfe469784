package io.fnorpa.flow.local;

import io.fnorpa.flow.NearestName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.spi.PropertiesComponent;

/**
 * What {@code camel run} is told of the job that it is to do: properties that begin with {@code rpa.}, in a file or with
 * {@code --property}. No secret is among them.
 *
 * @param route      {@code octotel-validation}
 * @param parameters of the job, as they were written
 * @param browser    address of the browser service, {@code rpa.browser.address}
 * @param instance   its id, the audience of its tokens
 * @param keys       folder with the key that the sessions' tokens are signed with
 * @param secrets    folder with a file for each secret
 * @param evidence   folder for pictures and files
 * @param steps      file that remembers which codes were given
 * @param practice   origins of the portals to practise on, {@code http://127.0.0.1:8090}; who has started them says so
 * @param mayChange  whether a flow may pass its point of no return on any other portal
 */
record RunSettings(String route, Map<String, String> parameters, URI browser, String instance, Path keys, Path secrets, Path evidence, Path steps, Set<String> practice,
        boolean mayChange) {

    /** Without it nothing is run. */
    static final String RUN = "rpa.run";

    private static final String JOB = "rpa.job.";
    private static final String BROWSER = "rpa.browser.address";
    private static final String INSTANCE = "rpa.browser.instance";
    private static final String KEYS = "rpa.keys.dir";
    private static final String SECRETS = "rpa.secrets.dir";
    private static final String EVIDENCE = "rpa.run.evidence-dir";
    private static final String STEPS = "rpa.run.totp-steps";
    private static final String PRACTICE = "rpa.run.practice";
    private static final String MAY_CHANGE = "rpa.run.may-change";
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(RUN, BROWSER, INSTANCE, KEYS, SECRETS, EVIDENCE, STEPS, PRACTICE, MAY_CHANGE));

    /** By {@code --property} or in a file, as all settings are: a variable RPA_RUN of the process may be another's, as that of {@code bin/test} is. */
    static boolean isTold(PropertiesComponent properties) {
        return properties.loadProperties(RUN::equals).stringPropertyNames().contains(RUN);
    }

    /** @throws IllegalArgumentException each setting that is wrong is named with what would be right */
    static RunSettings of(PropertiesComponent properties) {
        Map<String, String> given = new TreeMap<>();
        Properties all = properties.loadProperties(key -> key.startsWith("rpa."));
        all.stringPropertyNames().forEach(key -> given.put(key, all.getProperty(key)));
        List<String> wrong = new ArrayList<>();
        given.keySet().stream().filter(key -> !KNOWN.contains(key) && !key.startsWith(JOB))
                .forEach(key -> wrong.add(key + " is no setting of camel run" + NearestName.hint(key, KNOWN)));
        List.of(BROWSER, INSTANCE, KEYS, SECRETS).stream().filter(key -> given.getOrDefault(key, "").isBlank())
                .forEach(key -> wrong.add(key + " is missing; bin/flow serve writes it to the file of properties that it names"));
        Optional<URI> browser = address(given, wrong);
        folder(given, KEYS, wrong);
        folder(given, SECRETS, wrong);
        Set<String> practice = practice(given, wrong);
        if (!given.getOrDefault(MAY_CHANGE, "false").matches("true|false")) {
            wrong.add(MAY_CHANGE + " is '" + given.get(MAY_CHANGE) + "'; it must be true or false");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        Map<String, String> parameters = new TreeMap<>();
        given.forEach((key, value) -> {
            if (key.startsWith(JOB)) {
                parameters.put(key.substring(JOB.length()), value);
            }
        });
        return new RunSettings(given.get(RUN), parameters, browser.orElseThrow(), given.get(INSTANCE), Path.of(given.get(KEYS)), Path.of(given.get(SECRETS)),
                Path.of(given.getOrDefault(EVIDENCE, "evidence")), Path.of(given.getOrDefault(STEPS, usualSteps())).toAbsolutePath(), practice,
                Boolean.parseBoolean(given.get(MAY_CHANGE)));
    }

    /** Is it a portal that somebody has started to practise on? That it is on this machine says nothing: a tunnel to a real one is, too. */
    boolean isPractice(URI portal) {
        return practice.contains(origin(portal));
    }

    private static String origin(URI address) {
        int port = address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
        return address.getScheme() + "://" + address.getHost() + ":" + port;
    }

    private static Set<String> practice(Map<String, String> given, List<String> wrong) {
        Set<String> origins = new TreeSet<>();
        for (String text : given.getOrDefault(PRACTICE, "").split("[,\\s]+")) {
            if (text.matches("https?://(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?/?")) {
                origins.add(origin(URI.create(text)));
            } else if (!text.isEmpty()) {
                wrong.add(PRACTICE + " names '" + text + "'; it is for portals that bin/flow serve or bin/demo has started on this machine, such as http://127.0.0.1:8090,"
                        + " and they write it");
            }
        }
        return origins;
    }

    private static String usualSteps() {
        return Path.of(System.getProperty("user.home"), ".fno-rpa", "totp-steps.properties").toString();
    }

    private static Optional<URI> address(Map<String, String> given, List<String> wrong) {
        String text = given.getOrDefault(BROWSER, "");
        try {
            URI address = URI.create(text);
            if (text.isBlank() || String.valueOf(address.getScheme()).matches("https?") && address.getHost() != null) {
                return Optional.of(address);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        wrong.add(BROWSER + " is '" + text + "'; it must be like http://127.0.0.1:8081");
        return Optional.empty();
    }

    private static void folder(Map<String, String> given, String key, List<String> wrong) {
        String folder = given.getOrDefault(key, "");
        if (!folder.isBlank() && !Files.isDirectory(Path.of(folder))) {
            wrong.add(key + " is '" + folder + "', which is no folder; does bin/flow serve still run?");
        }
    }
}
