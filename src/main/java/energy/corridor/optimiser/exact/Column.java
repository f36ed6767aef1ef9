package energy.corridor.optimiser.exact;

import java.util.Arrays;

/** What one group does at one vector of prices, or does by rule; a weight of the master blends a group's columns. */
final class Column {

    /** Source of what the rule does. */
    static final int RULE = -1;

    /** Source of what the whole fleet's program came to. */
    static final int WHOLE = -2;

    final int group;

    /** Index of the prices asked with, {@link #RULE} or {@link #WHOLE}. */
    final int source;

    /** Power in kW and energy in kWh, in the order of the group's support. */
    final double[] profile;

    final double wearEur;
    final double clampedKwh;
    final double belowKwh;
    final double unmetKwh;
    final double brokenKwh;

    /** Weight, its dual slack, and whether the master has seen it. */
    double weight;

    double slack;
    boolean placed;

    private final double largest;

    Column(int group, int source, double[] profile, double[] own) {
        this.group = group;
        this.source = source;
        this.profile = profile;
        largest = Arrays.stream(profile).map(Math::abs).max().orElse(0);
        wearEur = own[0];
        clampedKwh = own[1];
        belowKwh = own[2];
        unmetKwh = own[3];
        brokenKwh = own[4];
    }

    /** Largest entry of the profile. */
    double largest() {
        return largest;
    }

    private double savedWeight;
    private double savedSlack;

    void save() {
        savedWeight = weight;
        savedSlack = slack;
    }

    void restore() {
        weight = savedWeight;
        slack = savedSlack;
    }

    /** Own cost of the whole group, EUR. */
    double eur(Penalties penalties) {
        return penalties.money() * wearEur
                + penalties.clamped() * clampedKwh
                + penalties.below() * belowKwh
                + penalties.unmet() * unmetKwh
                + penalties.broken() * brokenKwh;
    }
}
