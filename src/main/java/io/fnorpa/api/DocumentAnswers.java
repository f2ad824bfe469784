package io.fnorpa.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Exchange;

/** Hands out the API's contract. */
@ApplicationScoped
@Named("documentAnswers")
public class DocumentAnswers {

    private static final int OK = 200;

    private final ApiDocument document;

    DocumentAnswers(ApiDocument document) {
        this.document = document;
    }

    public void yaml(Exchange exchange) {
        Answer.sendText(exchange, OK, "application/yaml", document.yaml());
    }

    public void json(Exchange exchange) {
        Answer.sendText(exchange, OK, ApiJson.MEDIA_TYPE, document.json());
    }
}
