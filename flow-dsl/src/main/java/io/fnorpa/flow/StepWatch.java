package io.fnorpa.flow;

/** Is told of each step of a flow as it is done, for tools that show a flow at work. Calls come from one thread; steps lie within each other. */
public interface StepWatch {

    /** Is told nothing. */
    StepWatch NONE = new StepWatch() {
        @Override
        public void begins(FlowStep step) {
            // nobody looks
        }

        @Override
        public void ended(FlowStep step, FlowAttempt attempt, Throwable failure) {
            // nobody looks
        }
    };

    void begins(FlowStep step);

    /**
     * @param attempt what has come of it so far
     * @param failure what the step failed with; null if it did not
     */
    void ended(FlowStep step, FlowAttempt attempt, Throwable failure);
}
