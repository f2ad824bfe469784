package io.fnorpa.rig.demo;

import io.fnorpa.rig.PortalControl;
import io.fnorpa.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The whole platform, with all that it needs around it, wherever it runs. */
interface Landscape extends AutoCloseable {

    /** The orchestrator, such as {@code http://127.0.0.1:8620}. */
    URI orchestrator();

    /** A token for its API, good for hours. */
    Secret operatorToken();

    PortalControl portals();

    JobTable jobTable();

    /** Which part no longer lives, and where its log is. */
    Optional<String> fallen();

    /** How to read the orchestrator's log: a file, or a command. */
    String log();

    /** What curl is given to call an address of a part, which may have the name of its certificate as its fragment. */
    default String forCurl(URI part, String path) {
        return "'" + part + path + "'";
    }

    /** Calls and places that work while all is up. */
    List<String> whereToLook();

    /** Starts what authors of flows want beside it while all is up, and says how it is used; nothing where there is none. */
    default List<String> forAuthors() {
        return List.of();
    }

    /** Places that stay. */
    List<String> whatStays();

    /** Ends all that was started. */
    @Override
    void close();
}
