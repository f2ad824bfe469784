/**
 * Hawtio's console at {@code /hawtio}: its own front end, what that asks for at its start, the login of people in a browser, and JMX by
 * way of Jolokia, of which {@link io.fnorpa.console.ConsolePolicy} lets each role see and do what is listed. docs/console.md has the table.
 */
package io.fnorpa.console;
