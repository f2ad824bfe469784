package io.fnorpa.browser;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fnorpa.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Opens a session: {@code POST /browser/session/create}. The session's id is that of the token.
 *
 * @param sessionId          must be the token's; chosen by the orchestrator
 * @param provider           the FNO, for metrics
 * @param baseUrl            what relative addresses are relative to; its host is always allowed
 * @param allowedHosts       further hosts that pages may load from; {@code *.example.com} allows the subdomains
 * @param credentials        name to secret, typed by commands that name them; never given back
 * @param storageState       a saved login, as {@code storage-state} gave it; or null
 * @param idleTimeoutSeconds the session is closed after so long without a command; null for the service's default
 * @param deadline           the session is closed then, whatever it does; null for the token's expiry
 * @param locale             such as {@code en-ZA}; null for the service's default
 * @param timeZone           such as {@code Africa/Johannesburg}; null for the service's default
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionRequest(
        String sessionId,
        String provider,
        URI baseUrl,
        List<String> allowedHosts,
        Map<String, Secret> credentials,
        JsonNode storageState,
        Integer idleTimeoutSeconds,
        Instant deadline,
        String locale,
        String timeZone) {

    /** Wipes the credentials. */
    public void wipe() {
        if (credentials != null) {
            credentials.values().stream().filter(Objects::nonNull).forEach(Secret::wipe);
        }
    }

    @Override
    public String toString() {
        return "request for session " + sessionId + " at " + baseUrl;
    }
}
