/**
 * Who calls. A request's one bearer token is verified with the embedded key, or, where the company's issuer is
 * configured, with the issuer's keys; the paths' roles stand in {@code application.properties}. docs/security.md has
 * the table.
 */
package io.fnorpa.security;
