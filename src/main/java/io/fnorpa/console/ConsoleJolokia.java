package io.fnorpa.console;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Map;
import javax.management.JMException;
import org.jboss.logging.Logger;
import org.jolokia.json.JSONObject;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.request.NotChangedException;
import org.jolokia.server.core.restrictor.AllowAllRestrictor;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaContext;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.api.LogHandler;
import org.jolokia.server.core.service.request.AbstractRequestHandler;
import org.jolokia.server.core.util.RequestType;
import org.jolokia.server.core.util.jmx.MBeanServerAccess;
import org.jolokia.server.core.util.jmx.SingleMBeanServerAccess;
import org.jolokia.service.jmx.api.CommandHandler;
import org.jolokia.service.jmx.api.CommandHandlerManager;
import org.jolokia.service.serializer.JolokiaSerializer;

/**
 * Jolokia, as a library: it reads requests and writes answers, and {@link PolicedMBeans} decides. It listens nowhere, announces itself nowhere, and
 * calls no other JVM.
 */
@ApplicationScoped
public class ConsoleJolokia {

    private static final Logger LOG = Logger.getLogger(ConsoleJolokia.class);
    private static final String DEEPEST = "15";
    /** A list that is cut short in the middle would be none at all to Hawtio. */
    private static final String NO_LIMIT = "0";
    private static final int INTERNAL = 500;

    private final ThreadLocal<ConsoleUser> user = new ThreadLocal<>();
    private JolokiaServiceManager services;
    private HttpRequestHandler requests;

    @PostConstruct
    void start() {
        StaticConfiguration configuration = new StaticConfiguration(ConfigKey.AGENT_ID, "console", ConfigKey.AGENT_DESCRIPTION, "FNO RPA platform",
                ConfigKey.DISCOVERY_ENABLED, "false", ConfigKey.MAX_DEPTH, DEEPEST, ConfigKey.MAX_OBJECTS, NO_LIMIT,
                ConfigKey.ALLOW_ERROR_DETAILS, "false", ConfigKey.INCLUDE_STACKTRACE, "false");
        services = JolokiaServiceManagerFactory.createJolokiaServiceManager(configuration, new ToOurLog(), new AllowAllRestrictor(), log -> Collections.emptySortedSet());
        services.addService(new JolokiaSerializer());
        services.addService(new PolicedRequests());
        requests = new Requests(services.start());
    }

    @PreDestroy
    void stop() {
        services.stop();
    }

    /**
     * @param asking  as whom
     * @param request one request of Jolokia's protocol, or a list of them, as JSON
     * @return the answers; what was refused, or failed, is an answer with an error too
     * @throws BadRequestException it is no request of Jolokia's protocol
     */
    JSONStructure answer(ConsoleUser asking, byte[] request, Map<String, String[]> parameters) throws IOException {
        user.set(asking);
        try {
            return requests.handlePostRequest(ConsoleDoor.JOLOKIA, new ByteArrayInputStream(request), "UTF-8", parameters);
        } catch (BadRequestException e) {
            throw e;
        } catch (RuntimeException e) { // it is read by casts, and what is missing is missed late; what fails in answering does not come here
            throw new BadRequestException("That is no request of Jolokia's protocol: " + e.getMessage(), e);
        } catch (EmptyResponseException e) {
            throw new IOException("There is no answer to that", e); // of notifications alone, which are not for the console
        } finally {
            user.remove();
        }
    }

    private ConsoleUser asking() {
        ConsoleUser asking = user.get();
        if (asking == null) {
            throw new SecurityException("Nobody asks");
        }
        return asking;
    }

    /** Reads requests. One that fails by our fault is a line of the log, and does not take those with it that came beside it. */
    private static final class Requests extends HttpRequestHandler {

        Requests(JolokiaContext context) {
            super(context);
        }

        @Override
        protected JSONObject executeRequest(JolokiaRequest request) throws EmptyResponseException {
            try {
                return super.executeRequest(request);
            } catch (RuntimeException e) {
                LOG.errorf(e, "The console could not answer a request to %s", request.getType().getName());
                return getErrorJSON(INTERNAL, e, request);
            }
        }
    }

    /** Jolokia's own handlers, on the MBeans that whoever asks may see. */
    private final class PolicedRequests extends AbstractRequestHandler {

        private final MBeanServerAccess mbeans = new SingleMBeanServerAccess(new PolicedMBeans(ManagementFactory.getPlatformMBeanServer(), ConsoleJolokia.this::asking));
        private CommandHandlerManager handlers;

        PolicedRequests() {
            super("policed", 0);
        }

        @Override
        public void init(JolokiaContext context) {
            handlers = new CommandHandlerManager(context);
        }

        @Override
        public boolean canHandle(JolokiaRequest request) {
            return true;
        }

        @Override
        public <R extends JolokiaRequest> Object handleRequest(R request, Object before) throws JMException, IOException, NotChangedException, EmptyResponseException {
            if (request.getType() == RequestType.NOTIFICATION) {
                throw new SecurityException("The console does not tell of things by itself; ask again");
            }
            CommandHandler<R> handler = handlers.getCommandHandler(request.getType());
            return handler.handleAllServersAtOnce(request) ? handler.handleAllServerRequest(mbeans, request, before)
                    : handler.handleSingleServerRequest(mbeans.getMBeanServers().iterator().next(), request);
        }

        @Override
        public void destroy() throws JMException {
            handlers.destroy();
        }
    }

    private static final class ToOurLog implements LogHandler {

        @Override
        public void debug(String message) {
            LOG.debug(message);
        }

        @Override
        public void info(String message) {
            LOG.debug(message);
        }

        @Override
        public void error(String message, Throwable error) {
            LOG.debug(message, error);
        }

        @Override
        public boolean isDebug() {
            return false;
        }
    }
}
