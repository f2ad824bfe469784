/** One-time codes by the clock, RFC 6238: their arithmetic and nothing more. Who gives each step once is the caller's matter. */
package io.fnorpa.otp;
