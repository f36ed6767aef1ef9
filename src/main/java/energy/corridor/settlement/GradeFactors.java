package energy.corridor.settlement;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What share of the rate each grade earns. Applies to what is paid to an element, never to LOAD: otherwise bad data would lower the
 * bill.
 */
public record GradeFactors(Map<Grade, BigDecimal> shares) {

    public static final GradeFactors DEFAULT = new GradeFactors(Map.of(
            Grade.MEASURED, new BigDecimal("1.00"),
            Grade.VALIDATED, new BigDecimal("0.99"),
            Grade.EDITED, new BigDecimal("0.98"),
            Grade.ESTIMATED, new BigDecimal("0.95"),
            Grade.PROJECTED, new BigDecimal("0.90"),
            Grade.HELD, BigDecimal.ZERO));

    public GradeFactors {
        shares = Map.copyOf(shares);
        BigDecimal before = null;
        for (Grade grade : Grade.values()) {
            BigDecimal share = shares.get(grade);
            if (share == null || share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("The factor (%s) of %s must be in 0..1.".formatted(share, grade));
            }
            if (before != null && share.compareTo(before) >= 0) {
                throw new IllegalArgumentException("The factor (%s) of %s must be below that of the better grade (%s)."
                        .formatted(share, grade, before));
            }
            before = share;
        }
    }

    BigDecimal of(Direction direction, Grade grade) {
        if (grade == Grade.HELD) {
            return BigDecimal.ZERO;
        }
        return direction == Direction.LOAD ? BigDecimal.ONE : shares.getOrDefault(grade, BigDecimal.ZERO);
    }
}
