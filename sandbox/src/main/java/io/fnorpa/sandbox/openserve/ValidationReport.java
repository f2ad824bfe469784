package io.fnorpa.sandbox.openserve;

import io.fnorpa.sandbox.portal.Service;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A validation order's result as CSV (RFC 4180) and as a PDF of one page. */
final class ValidationReport {
  private final Map<String, String> fields = new LinkedHashMap<>();

  ValidationReport(Order order) {
    Service service = order.service();
    fields.put("order_number", order.number());
    fields.put("service_number", service.id());
    fields.put("status", service.status().label());
    fields.put("customer_name", service.customer());
    fields.put("address", service.address());
    fields.put("exchange_area", service.suburb());
    fields.put("product", service.product());
    fields.put("speed", service.speed());
    fields.put("ont_serial", service.ont());
    fields.put("activation_date", service.activated().toString());
    fields.put("cancellation_date", service.cancelled() ? service.cancellation().lastDay().toString() : "");
    fields.put("cancellation_reference", service.cancelled() ? service.cancellation().reference() : "");
    fields.put("validated_at", order.time().toString());
  }

  /** A line of names, a line of values, each ended by CRLF. */
  byte[] csv() {
    String text = line(List.copyOf(fields.keySet())) + line(List.copyOf(fields.values()));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String line(List<String> cells) {
    return cells.stream().map(ValidationReport::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
  }

  byte[] pdf() {
    PdfPage page = new PdfPage("Openserve service validation");
    fields.forEach((name, value) -> page.line(name.replace('_', ' ') + ": " + value));
    return page.bytes();
  }
}
