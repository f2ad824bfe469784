package io.fnorpa.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** What a test or a demo does behind the backs of practice portals, wherever these run. */
public interface PortalControl {

    /** Where the portals are. */
    URI address();

    /** The portal of one FNO, such as {@code http://127.0.0.1:8090/octotel}. */
    default URI portal(String fno) {
        return address().resolve("/" + fno);
    }

    /** What was done to a portal: logins, codes, cancellations, refused_cancellations, views. */
    default JsonNode ledger(String fno) {
        return send(fno, "ledger", HttpRequest.newBuilder().GET());
    }

    /** Switches faults on or off, such as {@code {"maintenance": true}}; answers all that are on. */
    default JsonNode faults(String fno, String changes) {
        return send(fno, "faults", post(changes));
    }

    /** Switches all faults of a portal off. */
    default void clearFaults(String fno) {
        send(fno, "faults", HttpRequest.newBuilder().DELETE());
    }

    /** Forgets all that was done to a portal. */
    default void reset(String fno) {
        send(fno, "reset", post("{}"));
    }

    /** Forgets all that was done to any portal. */
    default void reset() {
        send(address().resolve("/sandbox/reset"), post("{}"));
    }

    /** Adds a service; answers it whole, with its {@code id}. Fields that are left out are made up. */
    default JsonNode addService(String fno, String service) {
        return send(fno, "services", post(service));
    }

    /** Sees to it that a portal knows an active service of that id; one that it knows stays as it is. */
    default void ensureService(String fno, String id) {
        try {
            if (Answer.get(address().resolve("/sandbox/" + fno + "/services/" + id)).status() == 404) {
                addService(fno, new ObjectMapper().createObjectNode().put("id", id).toString());
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
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("The practice portals do not answer at " + uri, e);
        }
    }

    private static HttpRequest.Builder post(String json) {
        return HttpRequest.newBuilder().header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }
}
