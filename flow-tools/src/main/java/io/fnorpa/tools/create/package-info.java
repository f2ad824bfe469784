/** {@code bin/flow new}: a folder that teaches the language by an example which runs. */
package io.fnorpa.tools.create;
