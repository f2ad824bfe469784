package io.fnorpa.browser.service.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.net.HostAndPort;
import io.fnorpa.browser.service.egress.EgressJournal.Reason;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.littleshoot.proxy.ActivityTrackerAdapter;
import org.littleshoot.proxy.FullFlowContext;
import org.littleshoot.proxy.HttpFilters;
import org.littleshoot.proxy.HttpFiltersAdapter;
import org.littleshoot.proxy.HttpFiltersSourceAdapter;
import org.littleshoot.proxy.HttpProxyServer;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;
import org.littleshoot.proxy.impl.ProxyUtils;
import org.littleshoot.proxy.impl.ThreadPoolConfiguration;

/**
 * The only way out for one browser: a forward proxy on loopback. For each request, redirects, subresources and the
 * CONNECT of https and WebSockets alike, it (1) asks the rules for host and port, (2) resolves the name once, (3) checks
 * the address, (4) connects to that very address. Playwright's own routing cannot do this: redirects pass it by.
 */
public final class EgressProxy implements AutoCloseable {

    /** Header of an answer that is the proxy's, not the portal's; value {@code blocked} or {@code unreachable}. */
    public static final String MARK = "x-egress-proxy";
    /** Where the proxy itself shows a page, for the browser's first steps. The name can never be a host (RFC 2606). */
    public static final String PROBE_URL = "http://probe.invalid/";
    /** Title of that page. */
    public static final String PROBE_TITLE = "Ready";

    private static final String PROBE_HOST = "probe.invalid";
    private static final String PROBE_PAGE = "<!doctype html><title>" + PROBE_TITLE + "</title><h1>" + PROBE_TITLE + "</h1>";
    private static final int CONNECT_TIMEOUT_MS = 15_000;
    private static final int WORKERS = 2;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private static final AttributeKey<Filter> UNDER_WAY = AttributeKey.valueOf(EgressProxy.class, "under-way");

    private final EgressJournal journal = new EgressJournal();
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final AddressRules addresses;
    private final HostResolver resolver;
    private final HttpProxyServer server;
    private final AtomicLong received = new AtomicLong();
    private volatile EgressRules rules = EgressRules.NOTHING;
    private volatile Runnable look = () -> { };
    private volatile long lookEvery = Long.MAX_VALUE;

    public EgressProxy(boolean allowPrivateAddresses, List<Network> refusedNetworks) {
        this(new AddressRules(allowPrivateAddresses, refusedNetworks), InetAddress::getByName);
    }

    EgressProxy(AddressRules addresses, HostResolver resolver) {
        this.resolver = resolver;
        this.addresses = addresses;
        this.server = DefaultHttpProxyServer.bootstrap()
                .withName("egress")
                .withAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .withThreadPoolConfiguration(new ThreadPoolConfiguration()
                        .withAcceptorThreads(1)
                        .withClientToProxyWorkerThreads(WORKERS)
                        .withProxyToServerWorkerThreads(WORKERS))
                .withConnectTimeout(CONNECT_TIMEOUT_MS)
                .withServerResolver(this::resolve)
                .plusActivityTracker(new ActivityTrackerAdapter() {
                    @Override
                    public void bytesReceivedFromServer(FullFlowContext flow, int count) {
                        received(count);
                    }
                })
                .withFiltersSource(new HttpFiltersSourceAdapter() {
                    @Override
                    public HttpFilters filterRequest(HttpRequest request, ChannelHandlerContext context) {
                        return new Filter(request, context);
                    }
                })
                .start();
    }

    public int port() {
        return server.getListenAddress().getPort();
    }

    public EgressJournal journal() {
        return journal;
    }

    /** From now on these hosts and no others. */
    public void allow(EgressRules newRules) {
        rules = newRules;
    }

    /** @param newLook is run after so many bytes that hosts have sent, before any more is passed on; it must be quick */
    public void afterEach(long bytes, Runnable newLook) {
        lookEvery = bytes;
        look = newLook;
    }

    private void received(int count) {
        if (received.addAndGet(count) >= lookEvery) {
            received.set(0);
            look.run();
        }
    }

    /** Breaks off all that the browser is loading, so that it sees a reset and no end. It may connect again. */
    public void cut() {
        connections.forEach(connection -> connection.config().setOption(ChannelOption.SO_LINGER, 0));
        connections.close();
    }

    @Override
    public void close() {
        rules = EgressRules.NOTHING;
        server.abort();
    }

    private InetSocketAddress resolve(String host, int port) throws UnknownHostException {
        String name = EgressRules.canonical(host);
        if (!rules.allow(name, port)) { // whatever way a host got here
            throw blocked(name, "host " + name + " is not one of the session's allowed hosts");
        }
        InetAddress address;
        try {
            address = resolver.resolve(name);
        } catch (UnknownHostException e) {
            journal.add(Reason.UNREACHABLE, name, "no address is known for the name " + name);
            throw e;
        }
        if (!addresses.allow(address)) {
            throw blocked(name, "host " + name + " stands for " + address.getHostAddress()
                    + ", an address inside; such are refused unless browser.allow-private-addresses is true");
        }
        return new InetSocketAddress(address, port);
    }

    private UnknownHostException blocked(String host, String why) {
        journal.add(Reason.BLOCKED, host, why);
        return new UnknownHostException(why);
    }

    /** One request's way through. */
    private final class Filter extends HttpFiltersAdapter {

        private final String host;
        private final int port;
        private final long begun = journal.now();
        private boolean portalAnswered;

        Filter(HttpRequest request, ChannelHandlerContext context) {
            super(request, context);
            connections.add(context.channel());
            HostAndPort target = target(request);
            this.host = target == null ? "" : EgressRules.canonical(target.getHost());
            this.port = target == null ? 0 : target.getPortOrDefault(request.method().equals(HttpMethod.CONNECT) ? HTTPS : HTTP);
        }

        @Override
        public HttpResponse clientToProxyRequest(HttpObject object) {
            if (!(object instanceof HttpRequest)) {
                return null;
            }
            ctx.channel().attr(UNDER_WAY).set(this);
            if (host.equals(PROBE_HOST)) {
                return page(HttpResponseStatus.OK, PROBE_PAGE);
            }
            if (rules.allow(host, port)) {
                return null;
            }
            journal.add(Reason.BLOCKED, host, "host " + host + " is not one of the session's allowed hosts " + rules.hosts());
            return marked(page(HttpResponseStatus.FORBIDDEN, "<!doctype html><title>Blocked</title>This host is not allowed."), "blocked");
        }

        @Override
        public HttpObject serverToProxyResponse(HttpObject object) {
            portalAnswered = true;
            if (object instanceof HttpResponse response) {
                response.headers().remove(MARK); // a portal cannot speak for the proxy
            }
            return object;
        }

        /** A portal that hangs up without an answer: the proxy's library would leave the browser waiting. */
        @Override
        public void proxyToServerConnectionSucceeded(ChannelHandlerContext portal) {
            portal.channel().closeFuture().addListener(closed -> {
                Filter current = ctx.channel().attr(UNDER_WAY).get();
                if (current != null && current.host.equals(host) && current.port == port && !current.portalAnswered) {
                    journal.add(Reason.UNREACHABLE, host, host + ":" + port + " closed the connection without an answer");
                    ctx.channel().close();
                }
            });
        }

        @Override
        public void proxyToServerConnectionFailed() {
            journal.add(Reason.UNREACHABLE, host, "no connection to " + host + ":" + port);
        }

        @Override
        public void serverToProxyResponseTimedOut() {
            journal.add(Reason.UNREACHABLE, host, host + ":" + port + " did not answer in time");
        }

        @Override
        public HttpObject proxyToClientResponse(HttpObject object) {
            if (!portalAnswered && object instanceof HttpResponse response && isGatewayError(response)) {
                if (journal.lastFor(host, begun).isEmpty()) {
                    journal.add(Reason.UNREACHABLE, host, host + ":" + port + " closed the connection without an answer");
                }
                String reason = journal.lastFor(host, begun).map(refusal -> refusal.reason() == Reason.BLOCKED).orElse(false)
                        ? "blocked" : "unreachable";
                return marked(response, reason);
            }
            return object;
        }

        private boolean isGatewayError(HttpResponse response) {
            return response.status().code() == HttpResponseStatus.BAD_GATEWAY.code()
                    || response.status().code() == HttpResponseStatus.GATEWAY_TIMEOUT.code();
        }
    }

    /** Host and port as the proxy's own code reads them, so that what is checked is what is connected to. */
    private static HostAndPort target(HttpRequest request) {
        String text = ProxyUtils.parseHostAndPort(request);
        if (text == null || text.isBlank()) {
            text = request.headers().get(HttpHeaderNames.HOST);
        }
        try {
            return text == null ? null : HostAndPort.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static FullHttpResponse page(HttpResponseStatus status, String html) {
        byte[] bytes = html.getBytes(UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(bytes));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return response;
    }

    private static <R extends HttpResponse> R marked(R response, String reason) {
        response.headers().set(MARK, reason);
        return response;
    }
}
