package io.fnorpa.flows;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** All FNOs with {@code bin/test --full}, otherwise one of them, which is another for another test. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(ShareOfFnos.Provider.class)
@interface ShareOfFnos {

    /** Goes by the test's name. */
    final class Provider implements ArgumentsProvider {

        @Override
        public Stream<? extends Arguments> provideArguments(ExtensionContext test) {
            PracticeFno[] all = PracticeFno.values();
            Stream<PracticeFno> share = Boolean.getBoolean("tests.full") ? Stream.of(all)
                    : Stream.of(all[Math.floorMod(test.getRequiredTestMethod().getName().hashCode(), all.length)]);
            return share.map(Arguments::of);
        }
    }
}
