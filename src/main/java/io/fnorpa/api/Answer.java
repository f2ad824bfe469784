package io.fnorpa.api;

import org.apache.camel.Exchange;

/** An answer in JSON. Nothing that a route had among its headers goes out with it. */
final class Answer {

    private Answer() {}

    static void send(Exchange exchange, int status, Object content) {
        sendText(exchange, status, ApiJson.MEDIA_TYPE, ApiJson.write(content));
    }

    static void send(Exchange exchange, ApiProblem problem) {
        sendText(exchange, problem.status(), ApiProblem.MEDIA_TYPE, ApiJson.write(problem));
    }

    static void sendText(Exchange exchange, int status, String mediaType, String text) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, mediaType);
        exchange.getMessage().setHeader("Cache-Control", "no-store");
        exchange.getMessage().setBody(text);
    }
}
