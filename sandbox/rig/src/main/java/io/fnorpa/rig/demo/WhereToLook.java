package io.fnorpa.rig.demo;

import java.net.URI;
import java.util.List;

/** Calls and places that work while the demo is up. */
final class WhereToLook {

    private WhereToLook() {
    }

    static List<String> lines(Landscape landscape, JobApi api, DemoFolder folder) {
        URI s3 = landscape.s3().address().resolve("/" + Landscape.BUCKET);
        return List.of(
                "",
                "Where to look:",
                "  jobs       curl -s -H \"Authorization: Bearer $(cat " + folder.token().file("operator") + ")\" " + api.address(),
                "             and " + api.address() + "/<id> for one with its events",
                "  evidence   curl -s '" + s3 + "?list-type=2&prefix=evidence/'",
                "             one piece:  curl -s -o picture.png " + s3 + "/<key>",
                "             on disk:    " + landscape.s3().data(),
                "  health     curl -s " + landscape.orchestrator().address().resolve("/q/health"),
                "  portals    " + landscape.portals().address() + "  (accounts: sandbox/README.md)",
                "  logs       " + landscape.orchestrator().log());
    }
}
