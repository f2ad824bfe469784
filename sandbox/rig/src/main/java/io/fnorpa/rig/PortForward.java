package io.fnorpa.rig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A port of this machine's loopback address that leads to one of a cluster's Services, by {@code kubectl port-forward}. */
public final class PortForward extends ForeignServer {

    private static final int CONNECT_MILLIS = 1000;

    private final Kubectl kubectl;
    private final String namespace;
    private final String target;
    private final String targetPort;
    private final String scheme;

    private PortForward(Kubectl kubectl, Path folder, Port port, String namespace, String target, String targetPort, String scheme) {
        super("forward-" + target.substring(target.indexOf('/') + 1), folder, port);
        this.kubectl = kubectl;
        this.namespace = namespace;
        this.target = target;
        this.targetPort = targetPort;
        this.scheme = scheme;
    }

    /**
     * It leads to one pod, and ends when that pod has gone; {@link #restart()} finds another.
     *
     * @param port       the port here, or null for any free one
     * @param target     such as {@code service/h2}, which must have a pod that is ready
     * @param targetPort name or number of its port
     * @param scheme     of {@link #address()}
     */
    public static PortForward start(Kubectl kubectl, Path folder, Port port, String namespace, String target, String targetPort, String scheme) {
        PortForward forward = new PortForward(kubectl, folder, port, namespace, target, targetPort, scheme);
        forward.startNew();
        return forward;
    }

    @Override
    List<String> command() {
        return kubectl.command(List.of("-n", namespace, "port-forward", "--address", "127.0.0.1", target, port() + ":" + targetPort));
    }

    @Override
    boolean answers() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Port.loopback(), port().number()), CONNECT_MILLIS);
            return true;
        }
    }

    /** Here. */
    @Override
    public URI address() {
        return URI.create(scheme + "://127.0.0.1:" + port());
    }
}
