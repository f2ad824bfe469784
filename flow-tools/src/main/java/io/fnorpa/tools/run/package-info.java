/** {@code bin/flow run}: one flow, in a browser of this machine, with nothing of the platform behind it. */
package io.fnorpa.tools.run;
