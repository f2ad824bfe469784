/**
 * What {@code bin/flow} runs that wants a browser, a portal to practise on, or a folder to write: new, run, serve, record.
 * The checks alone are in {@code io.fnorpa.flow.tool}, which needs none of it.
 */
package io.fnorpa.tools;
