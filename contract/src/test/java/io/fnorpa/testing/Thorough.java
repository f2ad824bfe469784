package io.fnorpa.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Runs with {@code bin/test --full} alone: another test that runs every time is near enough, and this one takes long. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "tests.full", matches = "true", disabledReason = "takes long: bin/test --full")
public @interface Thorough {}
