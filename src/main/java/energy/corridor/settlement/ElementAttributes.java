package energy.corridor.settlement;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names under which further attributes of an element are registered. */
public final class ElementAttributes {

    private static final SortedSet<String> KNOWN = new TreeSet<>(java.util.List.of(
            "equipmentId",
            "ipv6",
            "imei",
            "esn",
            "mac",
            "customerId",
            "billingId",
            "compatibilityId",
            "functions",
            "profileId",
            "classOfService",
            "capability",
            "demandW",
            "rampWPerMin",
            "reserveProducts",
            "weatherDependent",
            "latitude",
            "longitude",
            "altitude",
            "datum",
            "attachmentPointRef",
            "balancingAuthority",
            "marketLocation",
            "homeLocationId",
            "nonHomeLocationIds",
            "meterId",
            "metrologyGrade",
            "accuracyClass",
            "calibratedAt",
            "multiplier",
            "ipAddress",
            "communicationFormat",
            "contentKinds",
            "samplingPeriod",
            "route",
            "timeSource",
            "securityClass",
            "authentication",
            "signingKey",
            "alerts",
            "settlementAccount",
            "priceTable",
            "customerPreferences",
            "softwareVersion",
            "firmwareVersion",
            "upgradeState",
            "retainUntil"));

    private ElementAttributes() {}

    static void check(String element, Map<String, String> attributes) {
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            if (!KNOWN.contains(attribute.getKey())) {
                throw new IllegalArgumentException("The attribute \"%s\" of %s is not known; allowed are %s."
                        .formatted(attribute.getKey(), element, String.join(", ", KNOWN)));
            }
            if (attribute.getValue().length() > 500) {
                throw new IllegalArgumentException(
                        "The attribute %s of %s may have 500 characters.".formatted(attribute.getKey(), element));
            }
        }
    }
}
