package io.fnorpa.rig.demo;

/** Why the demo cannot go on, and what to do; shown without a stack trace. */
class DemoFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemoFailedException(String message) {
        super(message);
    }
}
