package energy.corridor.optimiser.exact;

/** Symmetric matrices in rows of one array; the upper triangle counts. Rows are taken four at a time, which spares memory traffic. */
final class Dense {

    /** A pivot this small beside the largest means that its row says nothing new. */
    private static final double NOTHING = 1e-13;

    private static final double INFINITE = 1e64;

    private static final int AT_ONCE = 4;

    private Dense() {}

    /**
     * {@code a += sign · Σ_j r_j·r_j'}, upper triangle of n by n.
     *
     * @param rows row j begins at {@code j·stride + offset}
     * @param sign 1 or −1
     */
    static void addSquares(double[] a, int n, double[] rows, int stride, int offset, int count, double sign) {
        int j = 0;
        for (; j + AT_ONCE <= count; j += AT_ONCE) {
            int r = j * stride + offset;
            for (int i = 0; i < n; i++) {
                four(a, i * n, i, n, rows, r, stride, sign);
            }
        }
        for (; j < count; j++) {
            int r = j * stride + offset;
            for (int i = 0; i < n; i++) {
                add(a, i * n, rows, r, i, n, sign * rows[r + i]);
            }
        }
    }

    /** Entries {@code at + i..at + n-1} take in four rows from {@code r} on. */
    private static void four(double[] a, int at, int i, int n, double[] rows, int r, int stride, double sign) {
        int r1 = r + stride;
        int r2 = r1 + stride;
        int r3 = r2 + stride;
        double f0 = sign * rows[r + i];
        double f1 = sign * rows[r1 + i];
        double f2 = sign * rows[r2 + i];
        double f3 = sign * rows[r3 + i];
        if (f0 == 0 && f1 == 0 && f2 == 0 && f3 == 0) {
            return;
        }
        for (int k = i; k < n; k++) {
            a[at + k] += f0 * rows[r + k] + f1 * rows[r1 + k] + f2 * rows[r2 + k] + f3 * rows[r3 + k];
        }
    }

    private static void add(double[] a, int to, double[] rows, int from, int first, int n, double factor) {
        if (factor == 0) {
            return;
        }
        for (int k = first; k < n; k++) {
            a[to + k] += factor * rows[from + k];
        }
    }

    /**
     * The first {@code n} columns, a symmetric {@code a}, become {@code U} of {@code a = U'U}; those behind become {@code U'⁻¹} times
     * what they were. Rows that say nothing new get an infinite pivot.
     *
     * @param rows n rows of {@code width}
     */
    static void factor(double[] rows, int n, int width) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, rows[i * width + i]);
        }
        for (int first = 0; first < n; first += AT_ONCE) {
            int end = Math.min(n, first + AT_ONCE);
            for (int i = first; i < end; i++) {
                for (int r = first; r < i; r++) {
                    add(rows, i * width, rows, r * width, i, width, -rows[r * width + i]);
                }
                scale(rows, i * width, i, width, NOTHING * largest);
            }
            if (end - first == AT_ONCE) {
                for (int i = end; i < n; i++) {
                    four(rows, i * width, i, width, rows, first * width, width, -1);
                }
            }
        }
    }

    private static void scale(double[] rows, int at, int i, int width, double least) {
        double pivot = rows[at + i];
        double root = Math.sqrt(pivot > least ? pivot : INFINITE);
        rows[at + i] = root;
        for (int k = i + 1; k < width; k++) {
            rows[at + k] /= root;
        }
    }

    /** {@code x := U'⁻¹ x}. */
    static void forward(double[] u, int n, int width, double[] x) {
        for (int i = 0; i < n; i++) {
            x[i] /= u[i * width + i];
            double f = x[i];
            for (int k = i + 1; k < n; k++) {
                x[k] -= u[i * width + k] * f;
            }
        }
    }

    /** {@code x := U⁻¹ x}. */
    static void backward(double[] u, int n, int width, double[] x) {
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) {
                sum -= u[i * width + k] * x[k];
            }
            x[i] = sum / u[i * width + i];
        }
    }
}
