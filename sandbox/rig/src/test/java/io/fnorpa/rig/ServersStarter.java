package io.fnorpa.rig;

import io.fnorpa.secret.Secret;
import java.nio.file.Path;

/** Starts Valkey and H2, prints their process ids on one line, and waits for its end. */
public final class ServersStarter {

    private ServersStarter() {
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        ValkeyServer valkey = ValkeyServer.start(folder.resolve("valkey"));
        H2Server h2 = H2Server.start(folder.resolve("h2"), "rpa", Secret.of("practice"));
        if (arguments.length > 1 && arguments[1].equals("stopped")) {
            h2.stop();
        }
        System.out.println(valkey.pid() + " " + h2.pid());
        Thread.currentThread().join();
    }
}
