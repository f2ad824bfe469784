package io.fnorpa.browsers.pool;

/**
 * How many idle browsers one rule wants.
 *
 * @param reason for people, without the number: {@code business hours until 18:00, jobs expected}
 */
public record PoolWish(int size, String reason) {

    PoolWish atMost(int most) {
        return size <= most ? this : new PoolWish(most, reason + ", " + most + " at the most");
    }

    /** The larger one; this one if they are equal. */
    PoolWish or(PoolWish other) {
        return other.size > size ? other : this;
    }
}
