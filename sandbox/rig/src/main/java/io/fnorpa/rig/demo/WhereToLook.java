package io.fnorpa.rig.demo;

import java.net.URI;
import java.util.List;

/** Calls and places that work while the demo is up, and those that stay. */
final class WhereToLook {

    private WhereToLook() {
    }

    static List<String> whileUp(Landscape landscape, JobApi api, DemoFolder folder) {
        URI bucket = landscape.s3().address().resolve("/" + Landscape.BUCKET);
        return List.of(
                "",
                "Where to look:",
                "  jobs      curl -s -H \"Authorization: Bearer $(cat " + folder.token().file("operator") + ")\" " + api.address(),
                "            one with its events:  …/api/jobs/<id>",
                "  evidence  curl -s '" + bucket + "?list-type=2&prefix=evidence/'",
                "            one piece:  curl -s -o picture.png " + bucket + "/<key>",
                "  health    curl -s " + landscape.orchestrator().address().resolve("/q/health/ready"),
                "  portals   " + landscape.portals().address() + "   (accounts: sandbox/README.md)",
                "  log       " + landscape.orchestrator().log());
    }

    static List<String> afterwards(Landscape landscape) {
        return List.of(
                "",
                "What stays:",
                "  evidence  " + landscape.s3().data() + "   (served again by the next bin/demo)",
                "  log       " + landscape.orchestrator().log());
    }
}
