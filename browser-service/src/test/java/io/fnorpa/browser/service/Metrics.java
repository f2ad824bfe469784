package io.fnorpa.browser.service;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The management port, as whoever watches the service asks it. */
final class Metrics {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String PATH = "/metrics";

    private final URI address;

    /** @param address any of the management port */
    Metrics(URL address) {
        this.address = URI.create(address.toString());
    }

    /** The values of a counter, by those of its one tag. */
    Map<String, Double> byTag(String counter) {
        Map<String, Double> values = new TreeMap<>();
        Matcher line = Pattern.compile("(?m)^" + counter + "\\{[a-z]+=\"([^\"]*)\"} (\\S+)$").matcher(get(PATH).body());
        while (line.find()) {
            values.put(line.group(1), Double.parseDouble(line.group(2)));
        }
        return values;
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            if (path.equals(PATH)) {
                Caller.CONTRACT.check(new ApiContract.Call("GET", answer.uri(), new byte[0], answer.statusCode(),
                        answer.headers().firstValue("content-type").orElse(""), answer.body().getBytes(StandardCharsets.UTF_8)));
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
