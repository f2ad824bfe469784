package io.fnorpa.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/**
 * Hands out evidence. A page that a portal sent could hold scripts: browsers are told to run none of it, and show
 * pictures and PDF only.
 */
@ApplicationScoped
@Named("evidenceAnswers")
public class EvidenceAnswers {

    private static final int OK = 200;
    private static final Pattern PATH = Pattern.compile("/api/(evidence/(\\d{1,18})/[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)?)");
    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "application/pdf");

    /** @throws ApiRefusal the path is no key of a piece */
    public EvidenceRequest read(Exchange exchange) {
        String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
        Matcher form = PATH.matcher(path.startsWith("/api/") ? path : "/api" + path);
        if (!form.matches()) {
            throw ApiRefusal.of(ApiProblemKind.NOT_FOUND, "There is no evidence " + path);
        }
        return new EvidenceRequest(Long.parseLong(form.group(2)), form.group(1));
    }

    /** @throws ApiRefusal no event of the job names this key */
    public void requireKnown(@Body List<Map<String, Object>> rows, @Variable("request") EvidenceRequest request) {
        if (rows.isEmpty()) {
            throw ApiRefusal.of(ApiProblemKind.NOT_FOUND, "No event of job " + request.id() + " names " + request.key());
        }
    }

    /** @throws ApiRefusal what S3 has is not what was recorded */
    public void show(@Body byte[] bytes, @Variable("piece") List<Map<String, Object>> rows, Exchange exchange) {
        JobRow piece = new JobRow(rows.get(0));
        String found = sha256(bytes);
        if (piece.text("SHA256") != null && !piece.text("SHA256").equals(found)) {
            throw ApiRefusal.of(ApiProblemKind.EVIDENCE_CHANGED, piece.text("EVIDENCE_KEY") + " was recorded with SHA-256 "
                    + piece.text("SHA256") + ", and S3 has " + found);
        }
        String type = piece.text("CONTENT_TYPE") == null ? "application/octet-stream" : piece.text("CONTENT_TYPE");
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, OK);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
        exchange.getMessage().setHeader("Content-Disposition", SHOWN.contains(type) ? "inline" : "attachment");
        exchange.getMessage().setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        exchange.getMessage().setHeader("X-Content-Type-Options", "nosniff");
        exchange.getMessage().setHeader("Cache-Control", "private, no-store");
        exchange.getMessage().setHeader("ETag", "\"" + found + "\"");
        exchange.getMessage().setBody(bytes);
    }

    public void refuseAbsent(@Variable("request") EvidenceRequest request) {
        throw ApiRefusal.of(ApiProblemKind.NOT_FOUND, request.key() + " is not in S3: it waits in the spool still, or its retention is over");
    }

    public void refuseAway() {
        throw ApiRefusal.of(ApiProblemKind.UNAVAILABLE, "The evidence store is not to be had for now; /q/health/ready says more");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java has SHA-256", e);
        }
    }
}
