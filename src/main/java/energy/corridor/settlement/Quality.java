package energy.corridor.settlement;

import java.util.Arrays;

/** The quality of an interval's energy by the codes of ESPI 4.0 (Green Button), {@code ReadingQuality.quality}. */
public enum Quality {
    VALID(0, Grade.MEASURED),
    MANUALLY_EDITED(7, Grade.EDITED),
    ESTIMATED_LIKE_DAY(8, Grade.ESTIMATED),
    ESTIMATED_LINEAR(9, Grade.ESTIMATED),
    QUESTIONABLE(10, Grade.HELD),
    DERIVED(11, Grade.ESTIMATED),
    PROJECTED(12, Grade.PROJECTED),
    OTHER(16, Grade.HELD),
    VALIDATED(17, Grade.VALIDATED),
    /** Failed a check and was shown to be real. */
    VERIFIED(18, Grade.VALIDATED),
    REVENUE_QUALITY(19, Grade.MEASURED);

    private final int code;
    private final Grade grade;

    Quality(int code, Grade grade) {
        this.code = code;
        this.grade = grade;
    }

    public int code() {
        return code;
    }

    public Grade grade() {
        return grade;
    }

    public static Quality of(int code) {
        return Arrays.stream(values())
                .filter(q -> q.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The quality code %d is not used.".formatted(code)));
    }

    /** The lower grade of two; of equal grades the first. */
    Quality worse(Quality other) {
        return other.grade.compareTo(grade) > 0 ? other : this;
    }
}
