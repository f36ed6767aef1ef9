package energy.corridor.optimiser.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.MatrixR064;
import org.ojalgo.structure.Access2D;

/** The recursions against the dense matrices that they stand for: M tridiagonal, S = D − V M⁻¹ V'. */
class ChainMatrixTest {

    private static final double PER_KW = 0.01;
    private static final double PER_KWH = 0.02;

    private final Random random = new Random();
    private int steps;
    private int intervals;
    private int[] interval = new int[0];
    private int[] band = new int[0];
    private int bands;
    private double[] gain = new double[0];
    private double[] charge = new double[0];
    private double[] soft = new double[0];

    /** Two stays with a trip between them, and bands at some ends. @param decades over which barrier weights range */
    private ChainMatrix drawn(long seed, int decades) {
        random.setSeed(seed);
        intervals = 24;
        int first = 2 + random.nextInt(8);
        int second = 2 + random.nextInt(8);
        steps = first + 1 + second;
        interval = new int[steps];
        band = new int[steps];
        Arrays.fill(band, -1);
        gain = new double[steps];
        charge = new double[steps];
        soft = new double[steps];
        bands = 0;
        for (int k = 0; k < steps; k++) {
            interval[k] = k < first ? 1 + k : k == first ? -1 : k + 3;
            gain[k] = random.nextInt(6) == 0 && k > 0 ? 0 : 0.2;
            charge[k] = gain[k] == 0 ? 0 : weight(decades);
            soft[k] = weight(decades);
            if (random.nextInt(4) == 0) {
                band[k] = bands++;
            }
        }
        var matrix = new ChainMatrix(intervals, bands, interval, band, PER_KWH);
        for (int k = 0; k < steps; k++) {
            matrix.soft[k] = soft[k];
            double power = interval[k] < 0 ? 0 : PER_KW;
            matrix.control(k, gain[k] * gain[k] * charge[k], gain[k] * charge[k] * power, charge[k] * power * power);
        }
        matrix.factor();
        return matrix;
    }

    private double weight(int decades) {
        return Math.pow(10, decades * (random.nextDouble() - 0.5));
    }

    private double[][] rows() {
        double[][] m = new double[steps][steps];
        for (int k = 0; k < steps; k++) {
            m[k][k] += gain[k] * gain[k] * charge[k] + soft[k];
            if (k + 1 < steps) {
                m[k + 1][k + 1] += soft[k];
                m[k][k + 1] = -soft[k];
                m[k + 1][k] = -soft[k];
            }
        }
        return m;
    }

    private double[][] coupling() {
        double[][] v = new double[intervals + bands][steps];
        for (int k = 0; k < steps; k++) {
            if (interval[k] >= 0) {
                v[interval[k]][k] = -gain[k] * charge[k] * PER_KW;
            }
            if (band[k] >= 0) {
                v[intervals + band[k]][k] = soft[k] * PER_KWH;
                if (k + 1 < steps) {
                    v[intervals + band[k]][k + 1] = -soft[k] * PER_KWH;
                }
            }
        }
        return v;
    }

    private MatrixR064 dense() {
        MatrixR064 v = MatrixR064.FACTORY.copy(Access2D.wrap(coupling()));
        MatrixR064 m = MatrixR064.FACTORY.copy(Access2D.wrap(rows()));
        double[][] d = new double[intervals + bands][intervals + bands];
        for (int k = 0; k < steps; k++) {
            if (interval[k] >= 0) {
                d[interval[k]][interval[k]] = charge[k] * PER_KW * PER_KW;
            }
            if (band[k] >= 0) {
                d[intervals + band[k]][intervals + band[k]] = soft[k] * PER_KWH * PER_KWH;
            }
        }
        return MatrixR064.FACTORY
                .copy(Access2D.wrap(d))
                .subtract(v.multiply(m.invert()).multiply(v.transpose()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void itsRowsAreThoseOfTheDenseMatrixWhicheverPiecesTheyAreAskedForIn(long seed) {
        ChainMatrix matrix = drawn(seed, 4);
        int size = intervals + bands;
        double[][] to = new double[size][size];
        for (int from = 0; from < size; from += 5) {
            matrix.square(from, Math.min(size, from + 5), to);
        }
        MatrixR064 dense = dense();
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                double scale = Math.sqrt(Math.abs(dense.doubleValue(i, i) * dense.doubleValue(j, j)));
                assertThat(to[i][j]).as("%d,%d", i, j).isCloseTo(dense.doubleValue(i, j), within(1e-12 + 1e-7 * scale));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsSolvedTimesTheMatrixIsTheRightHandSide(long seed) {
        ChainMatrix matrix = drawn(seed, 6);
        double[] side = random.doubles(steps, -1, 1).toArray();
        double[] x = side.clone();
        matrix.solve(x);
        double[][] m = rows();
        for (int k = 0; k < steps; k++) {
            double sum = 0;
            double size = 1;
            for (int j = 0; j < steps; j++) {
                sum += m[k][j] * x[j];
                size = Math.max(size, Math.abs(m[k][j] * x[j]));
            }
            assertThat(sum).isCloseTo(side[k], within(1e-12 * size));
        }
    }

    /** Full batteries wait: energy held tight for many intervals, so that products of ρ underflow any range of a double. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingOverflowsWhereEnergyIsHeldTight(long seed) {
        ChainMatrix matrix = drawn(seed, 40);
        int size = intervals + bands;
        double[][] to = new double[size][size];
        matrix.square(0, size, to);
        for (int i = 0; i < size; i++) {
            assertThat(to[i][i]).isNotNegative().isFinite();
            for (int j = i; j < size; j++) {
                assertThat(Math.abs(to[i][j])).isLessThanOrEqualTo(1e-9 + 1.001 * Math.sqrt(to[i][i] * to[j][j]));
            }
        }
    }
}
