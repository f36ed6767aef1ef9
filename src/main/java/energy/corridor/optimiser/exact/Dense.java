package energy.corridor.optimiser.exact;

/** Symmetric matrices in rows of one array; the upper triangle counts, unless it is said otherwise. */
final class Dense {

    /** A pivot this small beside the largest means that its row says nothing new. */
    private static final double NOTHING = 1e-13;

    private static final double INFINITE = 1e64;

    private Dense() {}

    /** {@code a += Σ_j rows[j]·rows[j]'} for {@code count} rows of {@code n}, upper triangle. */
    static void addSquares(double[] a, int n, double[][] rows, int count) {
        int j = 0;
        for (; j + 3 < count; j += 4) {
            for (int i = 0; i < n; i++) {
                four(a, i * n, i, n, rows[j], rows[j + 1], rows[j + 2], rows[j + 3]);
            }
        }
        for (; j < count; j++) {
            for (int i = 0; i < n; i++) {
                one(a, i * n, i, n, rows[j], rows[j][i]);
            }
        }
    }

    private static void four(double[] a, int at, int i, int n, double[] r0, double[] r1, double[] r2, double[] r3) {
        double f0 = r0[i];
        double f1 = r1[i];
        double f2 = r2[i];
        double f3 = r3[i];
        if (f0 == 0 && f1 == 0 && f2 == 0 && f3 == 0) {
            return;
        }
        for (int k = i; k < n; k++) {
            a[at + k] += f0 * r0[k] + f1 * r1[k] + f2 * r2[k] + f3 * r3[k];
        }
    }

    private static void one(double[] a, int at, int i, int n, double[] row, double factor) {
        if (factor == 0) {
            return;
        }
        for (int k = i; k < n; k++) {
            a[at + k] += factor * row[k];
        }
    }

    /** Replaces the upper triangle by {@code U} of {@code a = U'U}; rows that say nothing new get an infinite pivot. */
    static void factor(double[] a, int n) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, a[i * n + i]);
        }
        for (int i = 0; i < n; i++) {
            double pivot = a[i * n + i];
            if (!(pivot > NOTHING * largest)) {
                pivot = INFINITE;
            }
            double root = Math.sqrt(pivot);
            a[i * n + i] = root;
            for (int k = i + 1; k < n; k++) {
                a[i * n + k] /= root;
            }
            for (int r = i + 1; r < n; r++) {
                double f = a[i * n + r];
                if (f != 0) {
                    subtract(a, r * n, i * n, r, n, f);
                }
            }
        }
    }

    private static void subtract(double[] a, int to, int from, int first, int n, double f) {
        for (int k = first; k < n; k++) {
            a[to + k] -= f * a[from + k];
        }
    }

    /** {@code x := U'⁻¹ x}. */
    static void forward(double[] u, int n, double[] x) {
        for (int i = 0; i < n; i++) {
            x[i] /= u[i * n + i];
            double f = x[i];
            for (int k = i + 1; k < n; k++) {
                x[k] -= u[i * n + k] * f;
            }
        }
    }

    /** {@code x := U⁻¹ x}. */
    static void backward(double[] u, int n, double[] x) {
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) {
                sum -= u[i * n + k] * x[k];
            }
            x[i] = sum / u[i * n + i];
        }
    }

    /** Rows of {@code b} become those of {@code U'⁻¹ b}; {@code b} is n rows of m. */
    static void forwardRows(double[] u, int n, double[] b, int m) {
        for (int i = 0; i < n; i++) {
            double root = u[i * n + i];
            for (int k = 0; k < m; k++) {
                b[i * m + k] /= root;
            }
            for (int r = i + 1; r < n; r++) {
                double f = u[i * n + r];
                if (f != 0) {
                    subtractRow(b, r * m, i * m, m, f);
                }
            }
        }
    }

    private static void subtractRow(double[] b, int to, int from, int m, double f) {
        for (int k = 0; k < m; k++) {
            b[to + k] -= f * b[from + k];
        }
    }
}
