/** Portals to practise on: those of the sandbox, and the sample portal of an FNO that has none there yet. */
package io.fnorpa.tools.practice;
