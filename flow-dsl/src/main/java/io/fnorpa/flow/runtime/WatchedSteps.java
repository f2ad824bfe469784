package io.fnorpa.flow.runtime;

import io.fnorpa.flow.FlowAttempt;
import io.fnorpa.flow.FlowStep;
import io.fnorpa.flow.StepWatch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.util.URISupport;

/** Tells the attempt's watch of each step that is done. An attempt that nobody watches goes its way as without it. */
final class WatchedSteps implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        String uri = definition instanceof ToDefinition to ? String.valueOf(to.getUri()) : "";
        return uri.isEmpty() || uri.startsWith("kamelet://") ? target : new Watched(target, step(context, uri, definition));
    }

    private static FlowStep step(CamelContext context, String uri, NamedNode definition) {
        int query = uri.indexOf('?');
        String name = query < 0 ? uri : uri.substring(0, query);
        String location = definition.getLocation();
        String file = location == null ? null : location.substring(location.indexOf(':') + 1);
        return new FlowStep(name, query < 0 ? Map.of() : options(uri.substring(query + 1)), file, line(name, text(context, definition), definition.getLineNumber()));
    }

    /** Camel gives the line before the one with the step's address: that of {@code to:}, but one too early where both are on one line. */
    private static int line(String name, String text, int known) {
        int line = Math.max(known, 0);
        String next = text.lines().skip(line).findFirst().orElse("");
        int to = next.indexOf("to:");
        return line > 0 && to >= 0 && next.indexOf(name, to) >= 0 ? line + 1 : line;
    }

    /** Of the file that it stands in, a route's or a Kamelet's; empty where Camel does not know it. */
    private static String text(CamelContext context, NamedNode definition) {
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(definition);
        Stream<Resource> templates = context.getCamelContextExtension().getContextPlugin(Model.class).getRouteTemplateDefinitions().stream()
                .map(RouteTemplateDefinition::getResource);
        return Stream.concat(Stream.ofNullable(route).map(RouteDefinition::getResource), templates)
                .filter(resource -> resource != null && resource.getLocation().equals(definition.getLocation())).findFirst().map(WatchedSteps::text).orElse("");
    }

    private static String text(Resource resource) {
        try (InputStream text = resource.getInputStream()) {
            return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // the line is one too early then, at worst
        }
    }

    private static Map<String, String> options(String query) {
        try {
            Map<String, String> options = new LinkedHashMap<>();
            URISupport.parseQuery(query, true).forEach((name, value) -> options.put(name, bare(String.valueOf(value))));
            return options;
        } catch (URISyntaxException e) {
            return Map.of(); // Camel has built the endpoint of it by now
        }
    }

    private static String bare(String value) {
        return value.startsWith("RAW(") && value.endsWith(")") ? value.substring("RAW(".length(), value.length() - 1) : value;
    }

    private static final class Watched extends DelegateAsyncProcessor {

        private final FlowStep step;

        Watched(Processor target, FlowStep step) {
            super(target);
            this.step = step;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            FlowAttempt attempt = FlowAttempt.find(exchange).orElse(null); // a verb tells where there is none
            StepWatch watch = attempt == null ? StepWatch.NONE : attempt.watch();
            if (watch == StepWatch.NONE || attempt.end().isPresent()) {
                return super.process(exchange, callback);
            }
            watch.begins(step);
            return super.process(exchange, doneSync -> {
                watch.ended(step, attempt, exchange.getException());
                callback.done(doneSync);
            });
        }
    }
}
