package io.fnorpa.sandbox.openserve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A PDF 1.4 file of one A4 page with a title and lines of text (ISO 32000-1, 7.5). Text is Latin-1. */
final class PdfPage {
  private final StringBuilder text = new StringBuilder("BT\n/F1 11 Tf\n18 TL\n60 780 Td\n");

  PdfPage(String title) {
    line(title);
    line("");
  }

  void line(String content) {
    text.append('(').append(escaped(content)).append(") Tj T*\n");
  }

  private static String escaped(String content) {
    return content.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
  }

  byte[] bytes() {
    String content = text + "ET\n";
    List<String> objects = List.of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            + " /Resources << /Font << /F1 5 0 R >> >> >>",
        "<< /Length " + latin(content).length + " >>\nstream\n" + content + "endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    return file(objects);
  }

  private static byte[] file(List<String> objects) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    List<Integer> offsets = new ArrayList<>();
    file.writeBytes(latin("%PDF-1.4\n"));
    for (int i = 0; i < objects.size(); i++) {
      offsets.add(file.size());
      file.writeBytes(latin((i + 1) + " 0 obj\n" + objects.get(i) + "\nendobj\n"));
    }
    int table = file.size();
    file.writeBytes(latin("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n"));
    offsets.forEach(offset -> file.writeBytes(latin(String.format("%010d 00000 n \n", offset))));
    file.writeBytes(latin("trailer\n<< /Size " + (objects.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n"));
    return file.toByteArray();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
