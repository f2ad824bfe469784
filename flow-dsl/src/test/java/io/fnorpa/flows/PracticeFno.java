package io.fnorpa.flows;

import io.fnorpa.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A practice portal: its account, and how it numbers and names things (sandbox/README.md). */
enum PracticeFno {
    METROFIBER("MFN", "Customer moved", Map.of("email", "ops@isp.example", "password", "practice-Metro-7!x")),
    OCTOTEL("OCT", "Customer switched provider", Map.of("username", "isp-ops", "password", "practice-Octo-4!k")),
    OPENSERVE("OSF", "End user moved to another ISP", Map.of("email", "orders@isp.example", "password", "practice-Serve-9!q")),
    EVOTEL("EVT", "No longer required", Map.of("username", "isp-ops", "password", "practice-Evo-2!w"));

    private final String prefix;
    private final String reason;
    private final Map<String, String> account;

    PracticeFno(String prefix, String reason, Map<String, String> account) {
        this.prefix = prefix;
        this.reason = reason;
        this.account = account;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code OCT-300101} */
    String service(int number) {
        return prefix + "-" + number;
    }

    /** One of those that the portal offers. */
    String reason() {
        return reason;
    }

    Map<String, Secret> credentials() {
        Map<String, Secret> credentials = new LinkedHashMap<>();
        account.forEach((name, value) -> credentials.put(name, Secret.of(value)));
        return credentials;
    }

    Map<String, Secret> wrongCredentials() {
        Map<String, Secret> credentials = credentials();
        credentials.put("password", Secret.of("practice-wrong"));
        return credentials;
    }
}
