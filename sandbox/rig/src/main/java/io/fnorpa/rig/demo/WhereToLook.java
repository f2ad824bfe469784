package io.fnorpa.rig.demo;

import java.net.URI;
import java.util.List;

/** Calls and places that work while the demo is up. */
final class WhereToLook {

    static final String BUCKET = "rpa-evidence";

    private WhereToLook() {
    }

    static List<String> whileUp(Landscape landscape, URI s3, DemoFolder folder) {
        return List.of(
                "  jobs      curl -s -H \"Authorization: Bearer $(cat " + folder.token().file("operator") + ")\" " + landscape.forCurl(landscape.orchestrator(), "/api/jobs"),
                "            one with its events:  …/api/jobs/<id>",
                "  evidence  curl -s " + landscape.forCurl(s3, "/" + BUCKET + "?list-type=2&prefix=evidence/"),
                "            one piece:  curl -s -o picture.png " + landscape.forCurl(s3, "/" + BUCKET + "/<key>"),
                "  health    curl -s " + landscape.forCurl(landscape.orchestrator(), "/q/health/ready"),
                "  portals   " + landscape.portals().address() + "   (accounts: sandbox/README.md)",
                "  log       " + landscape.log());
    }
}
