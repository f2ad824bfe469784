package io.fnorpa.rig;

import java.nio.file.Path;

/** A server that is not ours: it is told its port, and it does not watch who started it. */
abstract class ForeignServer extends Server {

    private final boolean anyPort;
    private Port port;

    /** @param wanted the port, or null for any free one */
    ForeignServer(String name, Path folder, Port wanted) {
        super(name, folder, Tether.FOREIGN);
        this.anyPort = wanted == null;
        this.port = anyPort ? Port.free() : wanted;
    }

    @Override
    final void checkPort() {
        if (!port.isFree()) {
            throw new ServerFailedException("Port " + port + ", which " + name()
                    + " shall have, is taken by another program. End that, or choose another port.");
        }
    }

    @Override
    final boolean takeAnotherPort() {
        if (anyPort) {
            port = Port.free();
        }
        return anyPort;
    }

    /** Stays the same when the server is started again. */
    public final Port port() {
        return port;
    }
}
