package io.fnorpa.bench;

/**
 * One line of a bench.
 *
 * @param name      short and stable, the key in the JSON: {@code verb-fill}
 * @param unit      of both sides: {@code ms}, {@code MiB}, {@code jobs/s}
 * @param value     the platform's side
 * @param reference the floor's or the peer's
 * @param aim       the ratio that is aimed at, at most; null where there is none
 * @param leastAim  the ratio that is aimed at, at least, as of jobs per second; null where there is none
 * @param extraAim  what the platform may take on top, at most, in the row's unit; null where there is none
 * @param valueAim  what the platform may take at all, at the median and at most, in the row's unit; null where there is none
 */
public record Row(String name, String unit, Samples value, Samples reference, Double aim, Double leastAim, Double extraAim, Double valueAim) {

    /** With an aim for the ratio, or none. */
    public Row(String name, String unit, Samples value, Samples reference, Double aim) {
        this(name, unit, value, reference, aim, null, null, null);
    }

    public Row withExtraAim(double most) {
        return new Row(name, unit, value, reference, aim, leastAim, most, valueAim);
    }

    public Row withValueAim(double most) {
        return new Row(name, unit, value, reference, aim, leastAim, extraAim, most);
    }

    public Row withLeastAim(double least) {
        return new Row(name, unit, value, reference, aim, least, extraAim, valueAim);
    }

    /** The platform's median as a multiple of the reference's. */
    public double ratio() {
        return value.median() / reference.median();
    }

    /** What the platform takes on top, at the median, in the row's unit; negative if it takes less. */
    public double extra() {
        return value.median() - reference.median();
    }

    public boolean meetsAim() {
        return (aim == null || ratio() <= aim) && (leastAim == null || ratio() >= leastAim) && (extraAim == null || extra() <= extraAim)
                && (valueAim == null || value.median() <= valueAim);
    }
}
