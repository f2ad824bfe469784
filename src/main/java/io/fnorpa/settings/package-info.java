/** Settings that change while the process runs. */
package io.fnorpa.settings;
