package io.fnorpa.flow.runtime;

import io.fnorpa.flow.FlowAttempt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * An FNO's flows in a Camel context that is not their own, such as that of {@code camel run}: what there is of the FNO makes
 * room for a version that was checked and built before ({@link FlowLibrary}), and the routes do what they do in the
 * platform: each Kamelet is told as a step, and the attempt's watch is told of each verb, and its deadline is looked at before each step.
 *
 * <p>Camel's own reloading cannot do this. It removes all routes and Kamelets before it reads what was saved; after one
 * bad edit it refuses the good ones too.
 */
public final class HostedFlows {

    private final CamelContext host;
    private final Path fnoFlows;
    private final String fno;
    /** That were ever here, the shared ones among them. */
    private final Set<String> kamelets = new TreeSet<>();

    /**
     * @param host     started
     * @param fnoFlows holds the FNO's folder
     */
    public HostedFlows(CamelContext host, Path fnoFlows, String fno) {
        this.host = host;
        this.fnoFlows = fnoFlows.toAbsolutePath().normalize();
        this.fno = fno;
        host.getComponent("kamelet", KameletComponent.class).setNoErrorHandler(true);
        host.getCamelContextExtension().addInterceptStrategy(new OfAttempts(new KameletSteps()));
        host.getCamelContextExtension().addInterceptStrategy(new OfAttempts(new WatchedSteps()));
        host.getCamelContextExtension().addInterceptStrategy(new OfAttempts(new Limits()));
    }

    /** Puts a version in the place of what is there of the FNO. No job may be under way. */
    public void replaceBy(FlowContext version) throws Exception {
        FlowFolder folder = FlowFolder.of(version.files());
        kamelets.addAll(folder.kameletFiles().map(FlowFolder::kameletName).toList());
        LoggingLevel usual = host.getRouteController().getLoggingLevel();
        host.getRouteController().setLoggingLevel(LoggingLevel.DEBUG); // two lines for each place where a Kamelet is called
        try {
            clear();
        } finally {
            host.getRouteController().setLoggingLevel(usual);
        }
        PluginHelper.getRoutesLoader(host).loadRoutes(resources(folder));
    }

    private void clear() throws Exception {
        for (Route route : host.getRoutes().stream().filter(route -> isOurs(route.getSourceResource())).toList()) {
            remove(route.getRouteId());
        }
        for (KameletEndpoint call : calls()) {
            remove(call.getRouteId());
            host.removeEndpoint(call);
        }
        for (String kamelet : kamelets) {
            host.removeRouteTemplates(kamelet);
        }
        host.removeEndpoints("direct:" + fno + "-*");
    }

    /** Each place where a Kamelet is called has a route of its own, made from the Kamelet. */
    private List<KameletEndpoint> calls() {
        return host.getEndpoints().stream().filter(KameletEndpoint.class::isInstance).map(KameletEndpoint.class::cast)
                .filter(call -> kamelets.contains(call.getTemplateId())).toList();
    }

    private void remove(String route) throws Exception {
        if (host.getRoute(route) != null) {
            host.getRouteController().stopRoute(route);
            host.removeRoute(route);
        }
    }

    private List<Resource> resources(FlowFolder folder) {
        Stream<String> kamelets = folder.kameletFiles().filter(file -> folder.kameletFile(FlowFolder.kameletName(file)).filter(file::equals).isPresent());
        return Stream.concat(kamelets, folder.routeFiles()).map(file -> ResourceHelper.fromBytes("file:" + fnoFlows.resolve(file),
                folder.files().get(file).getBytes(StandardCharsets.UTF_8))).toList();
    }

    /** Does it lie in the FNO's folder, or among the shared Kamelets? */
    public boolean isOurs(Resource resource) {
        return fileOf(resource).filter(file -> file.startsWith(fnoFlows.resolve(fno)) || file.startsWith(fnoFlows.resolve(FlowFolder.SHARED))).isPresent();
    }

    /** The file behind a resource; empty if it is no file. */
    public static Optional<Path> fileOf(Resource resource) {
        String location = resource == null ? "" : String.valueOf(resource.getLocation());
        return location.startsWith("file:") ? Optional.of(Path.of(location.substring("file:".length())).toAbsolutePath().normalize())
                : Optional.empty();
    }

    /** Applies to exchanges of attempts alone: the host may have routes that are no flows. */
    private record OfAttempts(InterceptStrategy strategy) implements InterceptStrategy {

        @Override
        public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode definition, Processor target, Processor nextTarget) throws Exception {
            Processor wrapped = strategy.wrapProcessorInInterceptors(context, definition, target, nextTarget);
            return wrapped == target ? target : new Choice(target, (AsyncProcessor) wrapped);
        }
    }

    private static final class Choice extends DelegateAsyncProcessor {

        private final AsyncProcessor ofAttempt;

        Choice(Processor target, AsyncProcessor ofAttempt) {
            super(target);
            this.ofAttempt = ofAttempt;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            boolean isAttempt = FlowAttempt.find(exchange).isPresent();
            return isAttempt ? ofAttempt.process(exchange, callback) : super.process(exchange, callback);
        }
    }
}
