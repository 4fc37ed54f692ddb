package io.aro.db.examples.benchmarks.peers.report;

import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contest.Measurement;
import io.aro.db.examples.benchmarks.peers.contest.Results;
import io.aro.db.examples.benchmarks.peers.contest.Round;
import io.aro.db.examples.benchmarks.peers.hibernate.HibernateContender;
import io.aro.db.examples.benchmarks.peers.jdbc.JdbcContender;
import io.aro.db.examples.benchmarks.peers.jdbi.JdbiContender;
import io.aro.db.examples.benchmarks.peers.jooq.JooqContender;
import io.aro.db.examples.benchmarks.peers.library.LibraryContender;
import io.aro.db.examples.benchmarks.peers.spring.SpringContender;
import java.util.List;
import java.util.Locale;

/** A chart in SVG, with a row for each operation and a dot for each ratio of the library to a contender. */
public final class Chart {

    private static final List<Series> SERIES = List.of(
            new Series(JdbcContender.ANEW, "#1f2933"),
            new Series(JdbcContender.KEEPING, "#7b8794"),
            new Series(JooqContender.NAME, "#2b6cb0"),
            new Series(JdbiContender.NAME, "#2f855a"),
            new Series(HibernateContender.NAME, "#b7791f"),
            new Series(SpringContender.NAME, "#c53030"));
    private static final double[] TICKS = {0.125, 0.25, 0.5, 0.75, 1, 1.5, 2, 4};
    private static final int WIDTH = 860;
    private static final int LEFT = 210;
    private static final int RIGHT = 30;
    private static final int TOP = 70;
    private static final int ROW = 30;

    private final Results results;
    private final StringBuilder svg = new StringBuilder(4_096);

    private Chart(Results results) {
        this.results = results;
    }

    /** The dots of one contender. */
    private record Series(String contender, String colour) {}

    /** Returns the chart. */
    public static String of(Results results) {
        Chart chart = new Chart(results);
        chart.draw();
        return chart.svg.toString();
    }

    private void draw() {
        List<Operation> operations = results.operations();
        int bottom = TOP + ROW * operations.size();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>%n",
                WIDTH,
                bottom + 40));
        svg.append("<rect width='100%' height='100%' fill='white'/>\n");
        text(10, 20, "start", "Time of aro-db over the time of others, " + results.engine() + "; left of 1 is faster");
        legend();
        for (double tick : TICKS) {
            axis(tick, bottom);
        }
        for (int i = 0; i < operations.size(); i++) {
            row(operations.get(i), TOP + ROW * i + ROW / 2);
        }
        svg.append("</svg>\n");
    }

    private void legend() {
        int x = LEFT;
        for (Series series : SERIES) {
            dot(x, 40, series);
            text(x + 8, 44, "start", series.contender);
            x += 105;
        }
    }

    private void axis(double ratio, int bottom) {
        double x = x(ratio);
        svg.append(String.format(
                Locale.ROOT,
                "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='%s'/>%n",
                x,
                x,
                TOP - 8,
                bottom,
                ratio == 1 ? "#1f2933" : "#e4e7eb"));
        text(x, bottom + 16, "middle", String.format(Locale.ROOT, "%.3g", ratio));
    }

    private void row(Operation operation, int y) {
        text(LEFT - 12, y + 4, "end", operation.letter() + " " + operation.title());
        results.find(operation, LibraryContender.NAME)
                .ifPresent(own -> SERIES.forEach(series -> results.find(operation, series.contender)
                        .ifPresent(other -> dot(x(ratio(own, other)), y, series))));
    }

    private static double ratio(Measurement own, Measurement other) {
        return own.ratioTo(other, Round::nanos);
    }

    /** The axis is logarithmic; ratios beyond its ends lie at the ends. */
    private static double x(double ratio) {
        double first = Math.log(TICKS[0]);
        double share = (Math.log(ratio) - first) / (Math.log(TICKS[TICKS.length - 1]) - first);
        return LEFT + Math.clamp(share, 0, 1) * (WIDTH - LEFT - RIGHT);
    }

    private void dot(double x, int y, Series series) {
        svg.append(String.format(
                Locale.ROOT, "<circle cx='%.1f' cy='%d' r='5' fill='%s' fill-opacity='0.8'/>%n", x, y, series.colour));
    }

    private void text(double x, int y, String anchor, String content) {
        svg.append(String.format(
                Locale.ROOT, "<text x='%.1f' y='%d' text-anchor='%s'>%s</text>%n", x, y, anchor, content));
    }
}
