package io.fnorpa.api;

import io.fnorpa.flow.catalog.FlowTexts;
import io.fnorpa.flow.catalog.KaotoCatalog;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flows.Flows;
import io.fnorpa.flows.ServedFlow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/**
 * The catalogue for Kaoto, of the flows that serve. An editor's window has an origin of its own, so any origin may read it; whether it
 * wants a token is decided before (decision 0019).
 */
@ApplicationScoped
@Named("kaotoAnswers")
public class KaotoAnswers {

    private static final int OK = 200;

    private final Flows flows;
    private volatile Made made = new Made(List.of(), Map.of());

    KaotoAnswers(Flows flows) {
        this.flows = flows;
    }

    /** @throws ApiRefusal there is no such file */
    public void file(Exchange exchange) {
        String name = exchange.getMessage().getHeader("file", String.class);
        String text = files().get(name);
        if (text == null) {
            throw ApiRefusal.of(ApiProblemKind.NOT_FOUND, "There is no such file; begin with /api/kaoto/" + KaotoCatalog.INDEX);
        }
        Answer.sendText(exchange, OK, ApiJson.MEDIA_TYPE, text);
        exchange.getMessage().setHeader("Access-Control-Allow-Origin", "*");
    }

    private Map<String, String> files() {
        List<FlowContext> serving = flows.serving().stream().map(ServedFlow::main).toList();
        List<String> versions = serving.stream().map(FlowContext::toString).toList();
        Made now = made;
        if (!now.versions().equals(versions)) {
            Map<String, String> texts = new TreeMap<>();
            serving.forEach(flow -> texts.putAll(flow.files().files()));
            now = new Made(versions, KaotoCatalog.files(FlowTexts.of(texts)));
            made = now;
        }
        return now.files();
    }

    /** What was made last, and of which versions. */
    private record Made(List<String> versions, Map<String, String> files) {}
}
