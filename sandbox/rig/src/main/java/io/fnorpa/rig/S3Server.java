package io.fnorpa.rig;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The local S3 server (S3Mock). It keeps buckets and objects on disk, also over a kill -9, and checks no credentials. */
public final class S3Server extends ForeignServer {

    private static final String MAIN = "com.adobe.testing.s3mock.S3MockApplication";

    private final Checkout checkout;
    /** It opens a TLS port too, which nobody uses. */
    private final Port tlsPort = Port.free();

    private S3Server(Checkout checkout, Path folder, Port port) {
        super("s3", folder, port);
        this.checkout = checkout;
    }

    /** Starts one on a free port. */
    public static S3Server start(Path folder) {
        return start(Checkout.find(), folder, null);
    }

    /** @param port the port, or null for any free one */
    public static S3Server start(Checkout checkout, Path folder, Port port) {
        S3Server server = new S3Server(checkout, folder, port);
        server.startNew();
        return server;
    }

    /** Where the objects are: {@code <bucket>/<id>/…}. */
    public Path data() {
        return folder().resolve("data");
    }

    @Override
    List<String> command() {
        data().toFile().mkdirs();
        List<String> command = new ArrayList<>(Java.modest("256m"));
        command.addAll(List.of("-cp", checkout.s3ClassPath(), MAIN,
                "--spring.main.sources=io.fnorpa.servers.LoopbackOnly",
                "--server.address=127.0.0.1",
                "--http.port=" + port(),
                "--server.port=" + tlsPort,
                "--com.adobe.testing.s3mock.store.root=" + data(),
                "--com.adobe.testing.s3mock.store.retain-files-on-exit=true"));
        return command;
    }

    @Override
    boolean answers() throws IOException {
        return Answer.get(address().resolve("/")).ok();
    }

    /** Such as {@code http://127.0.0.1:9090}. */
    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }
}
