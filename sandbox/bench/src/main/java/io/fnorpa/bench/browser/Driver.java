package io.fnorpa.bench.browser;

/** One way to drive a browser: the platform's, plain Playwright's, Selenium's. Elements are named by CSS, or by {@code xpath=}. */
interface Driver extends AutoCloseable {

    /** For the table's head. */
    String name();

    /** Opens a session: a browser with one page. */
    void open();

    /** Ends the session and its browser. */
    void end();

    void navigate(String url);

    void fill(String target, String text);

    void click(String target);

    String read(String target);

    int count(String target);

    /** Waits until it is visible. */
    void await(String target);

    /** The part of the page that is seen, as PNG. */
    byte[] screenshot();

    /** The whole page, as PNG; the part that is seen where the peer cannot do more. */
    byte[] wholePage();

    @Override
    void close();
}
