package energy.corridor.app;

import energy.corridor.credits.FactorTable;
import energy.corridor.gridlink.MqttSettings;
import energy.corridor.gridlink.MqttSettingsCheck;
import energy.corridor.gridlink.openadr.OpenAdrSettings;
import energy.corridor.ocpp.OcppSettings;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Refuses, before anything starts, a setting that does not exist or cannot work. Left alone, Quarkus would overlook an unknown
 * environment variable and end with a stack trace at the rest.
 */
final class SettingsCheck {

    private static final String PREFIX = "corridor";

    /** What Kubernetes puts into the environment for a service of that name. */
    private static final String OF_KUBERNETES = "CORRIDOR_(.*_)?(SERVICE_(HOST|PORT.*)|PORT(_[0-9]+_(TCP|UDP).*)?)";

    private static final Map<Type, String> WORDS = Map.of(
            Duration.class, "a duration such as PT5M",
            Instant.class, "an instant such as 2026-03-02T16:00:00Z",
            double.class, "a number",
            int.class, "a whole number",
            LocalTime.class, "a time of day such as 22:00",
            boolean.class, "true or false");

    private SettingsCheck() {}

    /**
     * @param environment names of the environment's variables
     * @return the same with the mappings of all settings
     * @throws IllegalArgumentException with a sentence that names the setting, its value and what is allowed
     */
    static SmallRyeConfig check(SmallRyeConfig config, Collection<String> environment) {
        SortedMap<String, Type> known = types();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX + ".") && !known.containsKey(name) && !isVariable(name, environment)) {
                throw unknown(name, known);
            }
        }
        for (String variable : environment) {
            if (variable.startsWith("CORRIDOR_")
                    && known.keySet().stream().noneMatch(name -> variable(name).equals(variable))
                    && !variable.matches(OF_KUBERNETES)) {
                throw unknown(variable, known);
            }
        }
        known.forEach((name, type) -> readable(config, name, type));
        SmallRyeConfig mapped = mapped(config);
        check(mapped.getConfigMapping(Settings.class));
        OcppSettings.check(mapped.getConfigMapping(OcppSettings.class));
        MqttSettingsCheck.check(mapped.getConfigMapping(MqttSettings.class));
        mapped.getConfigMapping(OpenAdrSettings.class)
                .connections()
                .filter(file -> !isFile(file))
                .ifPresent(file -> {
                    throw refused("corridor.openadr.connections", file, "a file that can be read");
                });
        return mapped;
    }

    private static SmallRyeConfig mapped(SmallRyeConfig config) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(Settings.class)
                .withMapping(OcppSettings.class)
                .withMapping(MqttSettings.class)
                .withMapping(OpenAdrSettings.class)
                .withMappingIgnore(PREFIX + ".**"); // what is unknown was named before
        config.getConfigSources().forEach(builder::withSources);
        return builder.build();
    }

    /** Name → type of every setting, without the Optional around it. */
    static SortedMap<String, Type> types() {
        SortedMap<String, Type> types = new TreeMap<>();
        collect(PREFIX, Settings.class, types);
        collect(PREFIX + ".ocpp", OcppSettings.class, types);
        collect(PREFIX + ".mqtt", MqttSettings.class, types);
        collect(PREFIX + ".openadr", OpenAdrSettings.class, types);
        return types;
    }

    /** The environment variable that sets {@code name}. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static void collect(String prefix, Class<?> mapping, Map<String, Type> types) {
        for (Method method : mapping.getMethods()) {
            if (method.getParameterCount() > 0) {
                continue; // a check, not a setting
            }
            String name =
                    prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (method.getReturnType().getEnclosingClass() == mapping) {
                collect(name, method.getReturnType(), types);
            } else {
                types.put(
                        name,
                        method.getGenericReturnType() instanceof ParameterizedType optional
                                ? optional.getActualTypeArguments()[0]
                                : method.getReturnType());
            }
        }
    }

    /** The library also lists variables under the names that they might have as properties. */
    private static boolean isVariable(String name, Collection<String> environment) {
        return environment.contains(variable(name));
    }

    private static IllegalArgumentException unknown(String name, SortedMap<String, Type> known) {
        String like = known.keySet().stream()
                .map(k -> name.contains(".") ? k : variable(k))
                .filter(k -> group(k).equals(group(name)))
                .reduce((a, b) -> a + ", " + b)
                .map(all -> "allowed are " + all)
                .orElse("all settings stand in solver-config/README.md");
        return new IllegalArgumentException("There is no setting %s; %s.".formatted(name, like));
    }

    /** {@code corridor.plan} of {@code corridor.plan.step}, {@code CORRIDOR_PLAN} of {@code CORRIDOR_PLAN_STEP}. */
    private static String group(String name) {
        String[] parts = name.split("[._]", 3);
        return parts[0] + "." + parts[1];
    }

    private static void readable(SmallRyeConfig config, String name, Type type) {
        String value = config.getConfigValue(name).getValue();
        if (value == null || value.isBlank() || !WORDS.containsKey(type)) {
            return;
        }
        boolean readable = !type.equals(boolean.class) || value.matches("(?i)true|false");
        try {
            config.getValue(name, (Class<?>) type);
        } catch (IllegalArgumentException e) {
            readable = false;
        }
        if (!readable) {
            throw refused(name, value, WORDS.get(type));
        }
    }

    private static void check(Settings settings) {
        String anonymous = settings.access().anonymous();
        if (!List.of("none", "viewer", "operator", "admin").contains(anonymous)) {
            throw refused("corridor.access.anonymous", anonymous, "none, viewer, operator or admin");
        }
        Settings.Access.Oidc oidc = settings.access().oidc();
        if (oidc.enabled()
                && oidc.url().filter(url -> url.matches("https?://.+")).isEmpty()) {
            throw refused(
                    "corridor.access.oidc.url",
                    oidc.url().orElse(""),
                    "the http or https address of the identity provider, because corridor.access.oidc.enabled is true");
        }
        settings.zone().filter(zone -> !isZone(zone)).ifPresent(zone -> {
            throw refused("corridor.zone", zone, "an IANA name such as Europe/Berlin");
        });
        settings.depot().scenario().filter(file -> !isFile(file)).ifPresent(file -> {
            throw refused("corridor.depot.scenario", file, "a file that can be read");
        });
        Settings.Plan plan = settings.plan();
        require("corridor.plan.step", plan.step(), Duration.ofMinutes(1), Duration.ofHours(1));
        require("corridor.plan.horizon", plan.horizon(), plan.step(), Duration.ofHours(72));
        require("corridor.plan.every", plan.every(), Duration.ofSeconds(10), Duration.ofHours(1));
        require("corridor.plan.deadline", plan.deadline(), Duration.ofMillis(100), Duration.ofMinutes(10));
        require("corridor.plan.margin-kw", plan.marginKw());
        Settings.Flexibility flexibility = settings.flexibility();
        require("corridor.flexibility.brief", flexibility.brief(), Duration.ofMinutes(1), Duration.ofHours(24));
        require("corridor.flexibility.lasting", flexibility.lasting(), Duration.ofMinutes(1), Duration.ofHours(24));
        require(
                "corridor.requests.deadline",
                settings.requests().deadline(),
                Duration.ofMillis(500),
                Duration.ofMinutes(1));
        check(settings.frequency());
        Settings.Loop loop = settings.loop();
        require("corridor.loop.cycle", loop.cycle(), Duration.ofSeconds(1), Duration.ofMinutes(1));
        require("corridor.loop.least-wall-cycle", loop.leastWallCycle(), Duration.ofMillis(50), Duration.ofMinutes(1));
        Settings.Dispatch dispatch = settings.dispatch();
        require("corridor.dispatch.validity", dispatch.validity(), Duration.ofMinutes(2), Duration.ofHours(24));
        require("corridor.dispatch.backdate", dispatch.backdate(), Duration.ZERO, Duration.ofMinutes(5));
        require("corridor.dispatch.guard", dispatch.guard(), Duration.ZERO, Duration.ofHours(2));
        require("corridor.dispatch.lead", dispatch.lead(), Duration.ZERO, Duration.ofMinutes(15));
        require("corridor.dispatch.retry", dispatch.retry(), Duration.ofSeconds(1), Duration.ofMinutes(10));
        require("corridor.dispatch.settle", dispatch.settle(), Duration.ZERO, Duration.ofMinutes(10));
        require("corridor.dispatch.silence", dispatch.silence(), Duration.ofMinutes(1), Duration.ofHours(1));
        require("corridor.dispatch.deadband-kw", dispatch.deadbandKw());
        require("corridor.clock.speed", settings.clock().speed(), 0.0, DepotClock.FASTEST);
        Settings.SettlementSettings settlement = settings.settlement();
        require("corridor.settlement.step", settlement.step(), Duration.ofMinutes(1), Duration.ofHours(1));
        require("corridor.settlement.on-time", settlement.onTime(), Duration.ofMinutes(1), Duration.ofDays(1));
        require("corridor.settlement.delay", settlement.delay(), Duration.ZERO, Duration.ofMinutes(15));
        if (!(settlement.blockMinKw() >= 1 && settlement.blockMinKw() <= 1_000_000)) {
            throw refused("corridor.settlement.block-min-kw", settlement.blockMinKw(), "in 1..1000000");
        }
        if (!settlement.ocpiCountry().matches("[A-Z]{2}")) {
            throw refused("corridor.settlement.ocpi-country", settlement.ocpiCountry(), "an ISO 3166 code such as NL");
        }
        if (!settlement.ocpiParty().matches("[A-Z0-9]{3}")) {
            throw refused("corridor.settlement.ocpi-party", settlement.ocpiParty(), "three characters such as COR");
        }
        if (!settlement.currency().matches("[A-Z]{3}")) {
            throw refused("corridor.settlement.currency", settlement.currency(), "an ISO 4217 code such as EUR");
        }
        settings.credits()
                .authorityUrl()
                .filter(url -> !url.matches("https?://[^/]+.*[^/]"))
                .ifPresent(url -> {
                    throw refused(
                            "corridor.credits.authority-url", url, "an http or https URL without a slash at its end");
                });
        settings.credits().figures().ifPresent(folder -> {
            try {
                if (!Files.isDirectory(folder)) {
                    throw new IllegalArgumentException("There is no such folder.");
                }
                FactorTable.published().with(folder);
            } catch (IllegalArgumentException broken) {
                throw refused(
                        "corridor.credits.figures",
                        folder,
                        "a folder whose programmes.csv and factors.csv can be read: " + broken.getMessage());
            }
        });
        require("corridor.depot.failsafe-kw", settings.depot().failsafeKw());
    }

    private static void check(Settings.Frequency frequency) {
        require("corridor.frequency.up-kw", frequency.upKw());
        require("corridor.frequency.down-kw", frequency.downKw());
        require("corridor.frequency.nominal-hz", frequency.nominalHz(), 45.0, 65.0);
        require("corridor.frequency.full-hz", frequency.fullHz(), 0.1, 5.0);
        require("corridor.frequency.dead-band-hz", frequency.deadBandHz(), 0.0, 0.1);
        require("corridor.frequency.hold", frequency.hold(), Duration.ofMinutes(1), Duration.ofHours(4));
        require("corridor.frequency.stale", frequency.stale(), Duration.ofSeconds(1), Duration.ofHours(1));
    }

    private static boolean isZone(String zone) {
        try {
            return !ZoneId.of(zone).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    private static <T extends Comparable<T>> void require(String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) { // NaN counts as more than anything
            throw refused(name, value, "in %s..%s".formatted(least, most));
        }
    }

    private static void require(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw refused(name, value, "0 or more");
        }
    }

    private static IllegalArgumentException refused(String name, Object value, String allowed) {
        return new IllegalArgumentException("The setting %s (%s) must be %s.".formatted(name, value, allowed));
    }
}
