package io.fnorpa.sandbox.metrofiber;

import io.fnorpa.sandbox.portal.Service;
import io.fnorpa.sandbox.portal.ServiceCatalogue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One page of a search. The search is coarse: of a service number it leaves out the last two digits, so that the
 * wanted line stands somewhere among its neighbours, on any of several pages.
 */
public record SearchResults(String text, int page, int pages, int total, List<Service> rows) {
  private static final int ROWS = 10;
  private static final int DIGITS_LEFT_OUT = 2;

  /**
   * @param text what was typed
   * @param page from 1; beyond the end is the last page
   */
  static SearchResults of(ServiceCatalogue services, String text, int page) {
    List<Service> found = services.list(service -> matches(service, text));
    int pages = Math.max(1, (found.size() + ROWS - 1) / ROWS);
    int shown = Math.min(Math.max(1, page), pages);
    int from = (shown - 1) * ROWS;
    return new SearchResults(text, shown, pages, found.size(),
        found.subList(from, Math.min(from + ROWS, found.size())));
  }

  private static boolean matches(Service service, String text) {
    String typed = text.toUpperCase(Locale.ROOT);
    boolean number = typed.matches("MFN-\\d{4,}");
    return number
        ? service.id().startsWith(typed.substring(0, typed.length() - DIGITS_LEFT_OUT))
        : service.mentions(text);
  }

  /** What was typed, for a link. */
  public String encodedText() {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public List<Integer> pageNumbers() {
    return IntStream.rangeClosed(1, pages).boxed().toList();
  }

  public boolean hasNext() {
    return page < pages;
  }

  public boolean hasPrevious() {
    return page > 1;
  }

  public int next() {
    return page + 1;
  }

  public int previous() {
    return page - 1;
  }

  public boolean empty() {
    return total == 0;
  }
}
