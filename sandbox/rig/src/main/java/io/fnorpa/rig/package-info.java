/**
 * The real servers, started as processes of their own: for the demo, the tests, the bench and the chaos runs. Each ends
 * with its {@code close()}, and by itself when the process that started it is gone, however that came.
 */
package io.fnorpa.rig;
