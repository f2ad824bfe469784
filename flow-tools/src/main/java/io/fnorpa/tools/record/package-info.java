/** {@code bin/flow record}: what a person does in a browser becomes a flow. What he types as a secret is nowhere in it. */
package io.fnorpa.tools.record;
