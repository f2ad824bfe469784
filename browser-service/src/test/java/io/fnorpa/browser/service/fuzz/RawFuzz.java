package io.fnorpa.browser.service.fuzz;

import io.fnorpa.browser.service.RawCall;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bytes that are almost HTTP, which no client library would send. */
final class RawFuzz {

    private static final List<String> REQUESTS = List.of(
            "GET /openapi HTTP/1.1\r\n\r\n", "GET  /openapi  HTTP/1.1\r\nHost: x\r\n\r\n", "GET /openapi\r\n\r\n", "GET /openapi HTTP/0.9\r\n\r\n", "GET /openapi HTTP/3.0\r\nHost: x\r\n\r\n",
            "get /openapi http/1.1\r\nhost: x\r\n\r\n", "\r\n\r\n\r\n", "\u0000\u0001\u0002\r\n\r\n", "GET http://169.254.169.254/ HTTP/1.1\r\nHost: x\r\n\r\n", "GET //browser//source HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /browser/../health/browser HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%62rowser/source HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /health/live%00 HTTP/1.1\r\nHost: x\r\n\r\n",
            "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "POST /browser/execute HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "POST /browser/execute HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", "POST /browser/execute HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
            "POST /browser/execute HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x", "POST /browser/execute HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST /browser/execute HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n", "POST /browser/execute HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
            "POST /browser/execute HTTP/1.1\r\nHost: x\r\nExpect: 200-maybe\r\nContent-Length: 2\r\n\r\n{}", "GET /openapi HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
            "GET /openapi HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /openapi HTTP/1.1\r\nHost: x\r\n folded: header\r\n\r\n", "GET /openapi HTTP/1.1\r\nHost x\r\n\r\n", "GET /openapi HTTP/1.1\r\n: x\r\n\r\n",
            "GET /openapi HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \u0000\r\n\r\n", "GET /openapi HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\u000bb\r\n\r\n");

    private RawFuzz() {}

    /** What was answered with a server's error or with something done; the connections are closed by who sent. */
    static List<String> faults(URL service, long seed, int count) {
        Random random = new Random(seed);
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String request = i < REQUESTS.size() ? REQUESTS.get(i) : spoilt(REQUESTS.get(random.nextInt(REQUESTS.size())), random);
            String answer = RawCall.send(service, request);
            if (answer.matches("(?s)HTTP/1\\.[01] [25].*")) {
                faults.add(request + "\n-> " + answer);
            }
        }
        return faults;
    }

    private static String spoilt(String request, Random random) {
        StringBuilder spoilt = new StringBuilder(request);
        for (int i = random.nextInt(4); i >= 0; i--) {
            spoilt.setCharAt(random.nextInt(spoilt.length()), (char) random.nextInt(256));
        }
        return spoilt.toString();
    }
}
