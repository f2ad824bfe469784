package io.fnorpa.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The practice portals, and what a test does behind their backs. Their memory begins anew with each start. */
public final class Portals extends Application {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Portals(Checkout checkout, Path folder, Map<String, String> settings) {
        super("portals", folder, checkout.application("sandbox"), "sandbox", "quarkus.http.port", settings);
    }

    /** Starts them on a free port. */
    public static Portals start(Path folder) {
        return start(Checkout.find(), folder, Map.of());
    }

    /** @param more further settings, such as {@code sandbox.octotel.totp-period} */
    public static Portals start(Checkout checkout, Path folder, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.putAll(more);
        Portals portals = new Portals(checkout, folder, settings);
        portals.startNew();
        return portals;
    }

    @Override
    String heap() {
        return "192m";
    }

    @Override
    String readyPath() {
        return "/";
    }

    /** The portal of one FNO, such as {@code http://127.0.0.1:8090/octotel}. */
    public URI portal(String fno) {
        return address().resolve("/" + fno);
    }

    /** What was done to a portal: logins, codes, cancellations, refused_cancellations, views. */
    public JsonNode ledger(String fno) {
        return send(fno, "ledger", HttpRequest.newBuilder().GET());
    }

    /** Switches faults on or off, such as {@code {"maintenance": true}}; answers all that are on. */
    public JsonNode faults(String fno, String changes) {
        return send(fno, "faults", post(changes));
    }

    /** Switches all faults of a portal off. */
    public void clearFaults(String fno) {
        send(fno, "faults", HttpRequest.newBuilder().DELETE());
    }

    /** Forgets all that was done to a portal. */
    public void reset(String fno) {
        send(fno, "reset", post("{}"));
    }

    /** Forgets all that was done to any portal. */
    public void reset() {
        send(address().resolve("/sandbox/reset"), post("{}"));
    }

    /** Adds a service; answers it whole, with its {@code id}. Fields that are left out are made up. */
    public JsonNode addService(String fno, String service) {
        return send(fno, "services", post(service));
    }

    /** Sees to it that a portal knows an active service of that id; one that it knows stays as it is. */
    public void ensureService(String fno, String id) {
        try {
            if (Answer.get(address().resolve("/sandbox/" + fno + "/services/" + id)).status() == 404) {
                addService(fno, JSON.createObjectNode().put("id", id).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The practice portals do not answer at " + address(), e);
        }
    }

    private JsonNode send(String fno, String what, HttpRequest.Builder request) {
        return send(address().resolve("/sandbox/" + fno + "/" + what), request);
    }

    private static JsonNode send(URI uri, HttpRequest.Builder request) {
        try {
            Answer answer = Answer.of(request.uri(uri));
            if (!answer.ok()) {
                throw new IllegalArgumentException(uri + " answered " + answer.status() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("The practice portals do not answer at " + uri, e);
        }
    }

    private static HttpRequest.Builder post(String json) {
        return HttpRequest.newBuilder().header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }
}
