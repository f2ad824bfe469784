package io.fnorpa.rig.demo;

import java.net.URI;
import java.util.List;

/** Calls and places that work while the demo is up. */
final class WhereToLook {

    static final String BUCKET = "rpa-evidence";

    private WhereToLook() {
    }

    static List<String> whileUp(Landscape landscape, URI s3, DemoFolder folder) {
        URI bucket = s3.resolve("/" + BUCKET);
        return List.of(
                "  jobs      curl -s -H \"Authorization: Bearer $(cat " + folder.token().file("operator") + ")\" " + landscape.orchestrator().resolve("/api/jobs"),
                "            one with its events:  …/api/jobs/<id>",
                "  evidence  curl -s '" + bucket + "?list-type=2&prefix=evidence/'",
                "            one piece:  curl -s -o picture.png " + bucket + "/<key>",
                "  health    curl -s " + landscape.orchestrator().resolve("/q/health/ready"),
                "  portals   " + landscape.portals().address() + "   (accounts: sandbox/README.md)",
                "  log       " + landscape.log());
    }
}
