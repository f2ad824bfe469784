package io.fnorpa.rig.chaos;

import io.fnorpa.rig.PracticeCredentials;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The faults of a run, in order; the same seed gives the same. Each verb comes once before any comes again, so that a long
 * schedule has all of them equally often. When a fault comes depends on how far the jobs are: see {@link #isDue}.
 */
record Schedule(long seed, int jobs, List<Fault> faults) {

    static Schedule of(long seed, int jobs, int faults) {
        Random random = new Random(seed);
        List<Fault> all = new ArrayList<>();
        while (all.size() < faults) {
            List<Verb> verbs = new ArrayList<>(List.of(Verb.values()));
            Collections.shuffle(verbs, random);
            verbs.stream().limit(faults - all.size()).forEach(verb -> all.add(fault(verb, random)));
        }
        return new Schedule(seed, jobs, List.copyOf(all));
    }

    private static Fault fault(Verb verb, Random random) {
        int seconds = verb.leastSeconds() + random.nextInt(verb.mostSeconds() - verb.leastSeconds() + 1);
        return new Fault(verb, random.nextInt(2), pick(List.of(Part.values()), random), pick(PracticeCredentials.FNOS, random), seconds);
    }

    private static <T> T pick(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /** Whether so many finished jobs are enough for the fault of this index; faults are spread evenly over the jobs. */
    boolean isDue(int index, int finished) {
        return finished >= (long) index * jobs / (faults.size() + 1);
    }

    /** How many jobs may have been submitted while the fault of this index is still to come, so that jobs are left for all faults. */
    int mayBeSubmitted(int index, int backlog) {
        return index >= faults.size() ? jobs : (int) Math.min(jobs, (long) (index + 1) * jobs / (faults.size() + 1) + backlog);
    }
}
