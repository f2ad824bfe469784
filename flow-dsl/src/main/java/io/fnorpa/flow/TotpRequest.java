package io.fnorpa.flow;

/**
 * Where a code is to be typed.
 *
 * @param target selector of the field
 * @param frame  selector of the iframe that holds it; null for none
 * @param page   which page, as in {@link io.fnorpa.browser.Command}; null for the main one
 */
public record TotpRequest(String target, String frame, String page) {}
