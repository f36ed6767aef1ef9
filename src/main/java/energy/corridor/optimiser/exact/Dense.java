package energy.corridor.optimiser.exact;

/**
 * Symmetric matrices in rows; the upper triangle counts. Every row is an array of its own and all of them are read at the same index:
 * only such loops become vector instructions (C2 of JDK 17 cannot tell rows of one long array apart, nor does it unroll a loop over more
 * than four rows), which is worth a factor of three. Rows are taken four at a time, which spares memory traffic.
 */
final class Dense {

    /** A pivot this small beside the largest means that its row says nothing new. */
    private static final double NOTHING = 1e-13;

    private static final double INFINITE = 1e64;

    private static final int AT_ONCE = 4;

    private Dense() {}

    /**
     * {@code to += sign · Σ_j factors_j[at]·rows_j} for entries {@code from..end-1} and rows {@code first..last-1}.
     *
     * @param sign 1 or −1
     */
    static void add(
            double[] to,
            int from,
            int end,
            double[][] factors,
            int at,
            double[][] rows,
            int first,
            int last,
            double sign) {
        int j = first;
        for (; j + AT_ONCE <= last; j += AT_ONCE) {
            four(to, from, end, factors, at, rows, j, sign);
        }
        for (; j < last; j++) {
            add(to, from, end, sign * factors[j][at], rows[j]);
        }
    }

    private static void four(
            double[] to, int from, int end, double[][] factors, int at, double[][] rows, int j, double sign) {
        double f0 = sign * factors[j][at];
        double f1 = sign * factors[j + 1][at];
        double f2 = sign * factors[j + 2][at];
        double f3 = sign * factors[j + 3][at];
        double[] r0 = rows[j];
        double[] r1 = rows[j + 1];
        double[] r2 = rows[j + 2];
        double[] r3 = rows[j + 3];
        for (int k = from; k < end; k++) {
            to[k] += f0 * r0[k] + f1 * r1[k] + f2 * r2[k] + f3 * r3[k];
        }
    }

    /** {@code to += factor · row}. */
    static void add(double[] to, int from, int end, double factor, double[] row) {
        for (int k = from; k < end; k++) {
            to[k] += factor * row[k];
        }
    }

    /** Σ a·b, in four sums side by side. */
    static double dot(double[] a, double[] b, int from, int end) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = from;
        for (; k + 4 <= end; k += 4) {
            s0 += a[k] * b[k];
            s1 += a[k + 1] * b[k + 1];
            s2 += a[k + 2] * b[k + 2];
            s3 += a[k + 3] * b[k + 3];
        }
        for (; k < end; k++) {
            s0 += a[k] * b[k];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** {@code a := a − Σ_j r_j·r_j'}, upper triangle of n by n. */
    static void subtractSquares(double[][] a, int n, double[][] rows) {
        for (int j = 0; j < rows.length; j += AT_ONCE) {
            int last = Math.min(rows.length, j + AT_ONCE);
            for (int i = 0; i < n; i++) {
                add(a[i], i, n, rows, i, rows, j, last, -1);
            }
        }
    }

    /**
     * A symmetric {@code a} becomes {@code U} of {@code a = U'U}; {@code beside} becomes {@code U'⁻¹} times what it was. Rows that say
     * nothing new get an infinite pivot.
     *
     * @param beside as many rows as {@code a}, each of {@code width}
     */
    static void factor(double[][] a, double[][] beside, int width) {
        int n = a.length;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, a[i][i]);
        }
        for (int first = 0; first < n; first += AT_ONCE) {
            int end = Math.min(n, first + AT_ONCE);
            for (int i = first; i < end; i++) {
                add(a[i], i, n, a, i, a, first, i, -1);
                if (width > 0) {
                    add(beside[i], 0, width, a, i, beside, first, i, -1);
                }
                double pivot = a[i][i];
                double root = Math.sqrt(pivot > NOTHING * largest ? pivot : INFINITE);
                a[i][i] = root;
                divide(a[i], i + 1, n, root);
                if (width > 0) {
                    divide(beside[i], 0, width, root);
                }
            }
            for (int i = end; i < n; i++) {
                add(a[i], i, n, a, i, a, first, end, -1);
                if (width > 0) {
                    add(beside[i], 0, width, a, i, beside, first, end, -1);
                }
            }
        }
    }

    private static void divide(double[] row, int from, int end, double by) {
        for (int k = from; k < end; k++) {
            row[k] /= by;
        }
    }

    /** {@code x := U'⁻¹ x}. */
    static void forward(double[][] u, double[] x) {
        for (int i = 0; i < u.length; i++) {
            x[i] /= u[i][i];
            add(x, i + 1, u.length, -x[i], u[i]);
        }
    }

    /** {@code x := U⁻¹ x}. */
    static void backward(double[][] u, double[] x) {
        for (int i = u.length - 1; i >= 0; i--) {
            x[i] = (x[i] - dot(u[i], x, i + 1, u.length)) / u[i][i];
        }
    }
}
