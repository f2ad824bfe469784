package io.fnorpa.bench.totp;

import io.fnorpa.bench.Row;
import io.fnorpa.bench.Samples;
import io.fnorpa.totp.ReservingProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Callers in three processes reserve codes, and set bare keys, in turns: each round has a turn of one second of each, and
 * every other round begins with the other.
 */
final class Reservations implements AutoCloseable {

    private static final int PROCESSES = 3;
    private static final long TURN_MILLIS = 1000;
    private static final int WARM_UP = 2;
    private static final double MICROS_PER_MILLI = 1000.0;

    private final List<ReservingProcess> processes = new ArrayList<>();

    /** @param arguments of {@link ReservingProgram} */
    Reservations(Path home, Path folder, List<String> arguments) throws IOException {
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(new ReservingProcess(home, folder.resolve("reserving-" + (i + 1) + ".log"), arguments));
        }
    }

    private record Turn(double perSecond, double medianMillis) {}

    /**
     * Two rows: calls per second, and the median time of a call.
     *
     * @param name    of the first
     * @param callers all together; spread over the processes
     */
    List<Row> measure(String name, int callers, int rounds) throws IOException {
        List<Turn> reserved = new ArrayList<>();
        List<Turn> set = new ArrayList<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            boolean reserveFirst = round % 2 == 0;
            Turn first = turn(reserveFirst ? ReservingProgram.RESERVE : ReservingProgram.SET, callers);
            Turn second = turn(reserveFirst ? ReservingProgram.SET : ReservingProgram.RESERVE, callers);
            if (round >= 0) {
                reserved.add(reserveFirst ? first : second);
                set.add(reserveFirst ? second : first);
            }
        }
        return List.of(row(name, "1/s", reserved, set, Turn::perSecond), row(name + "-latency", "ms", reserved, set, Turn::medianMillis));
    }

    private Turn turn(String what, int callers) throws IOException {
        List<ReservingProcess> asked = processes.subList(0, Math.min(callers, PROCESSES));
        for (int i = 0; i < asked.size(); i++) {
            asked.get(i).begin(what, callers / asked.size() + (i < callers % asked.size() ? 1 : 0), TURN_MILLIS);
        }
        List<Long> taken = new ArrayList<>();
        for (ReservingProcess process : asked) {
            taken.addAll(process.taken());
        }
        taken.sort(null);
        return new Turn(taken.size() * 1000.0 / TURN_MILLIS, taken.get(taken.size() / 2) / MICROS_PER_MILLI);
    }

    private static Row row(String name, String unit, List<Turn> reserved, List<Turn> set, ToDoubleFunction<Turn> figure) {
        return new Row(name, unit, samples(reserved, figure), samples(set, figure), null);
    }

    private static Samples samples(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Samples.of(turns.stream().mapToDouble(figure).toArray());
    }

    @Override
    public void close() {
        processes.forEach(ReservingProcess::close);
    }
}
