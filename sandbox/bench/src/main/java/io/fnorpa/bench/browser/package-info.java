/** {@code bin/bench browser}: the browser service beside plain Playwright, or beside a Selenium Grid. */
package io.fnorpa.bench.browser;
