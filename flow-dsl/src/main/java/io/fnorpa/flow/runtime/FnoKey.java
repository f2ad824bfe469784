package io.fnorpa.flow.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What {@code docs/flow-reference.md} and the editors' schema say of a key of {@code fno.yaml}. {@link FnoYaml} does the checking. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface FnoKey {

    /** What it is: shape, unit, and what becomes of it. */
    String value();

    boolean required() default false;

    /** What holds if it is left out; empty if nothing does. */
    String byDefault() default "";

    /** What its text, or each of its items, must match as a whole; empty for any. */
    String form() default "";

    /** What the names of a map must match as a whole; empty for any. */
    String names() default "";

    /** The least number. */
    int least() default Integer.MIN_VALUE;

    /** The greatest number. */
    int most() default Integer.MAX_VALUE;
}
