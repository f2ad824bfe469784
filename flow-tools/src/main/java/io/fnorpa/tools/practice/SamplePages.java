package io.fnorpa.tools.practice;

/** What the sample portal shows. Fields have labels, results have data-field: what a flow names them by. */
final class SamplePages {

    private static final String STYLE = "body{font-family:sans-serif;max-width:44em;margin:2em auto;padding:0 1em}label{display:block;margin:.6em 0}"
            + "[role=alert]{color:#a00}dt{color:#666}dd{margin:0 0 .6em}button{padding:.3em 1em}";

    private SamplePages() {}

    static String page(String title, String body) {
        return "<!doctype html><html lang=en><head><meta charset=utf-8><title>" + title + " - Sample Fibre</title><style>" + STYLE
                + "</style></head><body><h1>" + title + "</h1>" + body + "</body></html>";
    }

    static String login(String refusal) {
        return page("Log in", alert(refusal) + """
                <form method=post action=/login>
                <label>User name <input name=username autocomplete=username></label>
                <label>Password <input name=password type=password autocomplete=current-password></label>
                <button>Log in</button></form>""");
    }

    static String code(String refusal) {
        return page("One-time code", alert(refusal) + """
                <form method=post action=/code>
                <label>Code <input name=code autocomplete=one-time-code inputmode=numeric></label>
                <button>Verify</button></form>""");
    }

    static String search(String number, boolean known) {
        String found = number.isBlank() ? "" : known
                ? "<table id=found><tr><th>Number</th><th></th></tr><tr data-service=\"%1$s\"><td>%1$s</td><td><a href=\"/services/%1$s\">Open</a></td></tr></table>"
                        .formatted(safe(number))
                : "<p id=none>No service has the number " + safe(number) + ".</p>";
        return page("Services", """
                <p><a href=/logout>Log out</a></p>
                <form action=/services><label>Service number <input name=q></label><button>Search</button></form>
                """ + found);
    }

    static String service(String number, SamplePortal.Cancellation cancellation, String refusal) {
        String state = cancellation == null ? "active" : "cancelled";
        return page("Service " + safe(number), "<p><a href=/logout>Log out</a> <a href=/services>Services</a></p>" + alert(refusal) + """
                <dl id=service><dt>Number</dt><dd data-field=service_id>%s</dd><dt>Status</dt><dd data-field=status>%s</dd>
                <dt>Customer</dt><dd data-field=customer>T. Naidoo</dd><dt>Address</dt><dd data-field=address>1 Long Street, Cape Town</dd>
                <dt>Product</dt><dd data-field=product>Fibre 100</dd></dl>
                """.formatted(safe(number), state) + (cancellation == null ? cancelForm(number) : cancelled(cancellation)));
    }

    private static String cancelForm(String number) {
        return """
                <form method=post action="/services/%s"><h2>Cancel this service</h2>
                <label>Reason <select name=reason><option>Customer moved</option><option>Non-payment</option></select></label>
                <label>Last day of service <input name=last_day type=date></label>
                <button>Confirm cancellation</button></form>""".formatted(safe(number));
    }

    private static String cancelled(SamplePortal.Cancellation cancellation) {
        return "<dl id=cancellation><dt>Cancelled on</dt><dd data-field=last_day>" + cancellation.lastDay() + "</dd><dt>Reference</dt><dd data-field=reference>"
                + cancellation.reference() + "</dd></dl>";
    }

    private static String alert(String text) {
        return text.isEmpty() ? "" : "<p role=alert>" + text + "</p>";
    }

    private static String safe(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
