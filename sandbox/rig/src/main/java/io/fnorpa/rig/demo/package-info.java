/** {@code bin/demo}: the whole platform on this machine, eight jobs through it, and what came of them. */
package io.fnorpa.rig.demo;
