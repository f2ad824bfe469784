/**
 * Logging in at a portal with an account: what a refused login costs, and logins that are saved for later jobs. A saved
 * login goes from Valkey, where it is encrypted, straight into a browser session, and back the same way; no flow, message,
 * log or row ever holds one.
 */
package io.fnorpa.login;
