package energy.corridor.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;

/** Every setting of the service's own; units, ranges and effects stand in {@code solver-config/README.md}. */
@ConfigMapping(prefix = "corridor")
public interface Settings {

    @WithDefault("data")
    Path dataDir();

    /** Time zone in which people at the depot read times, an IANA name; absent: the machine's. */
    Optional<String> zone();

    ClockSettings clock();

    Plan plan();

    Flexibility flexibility();

    Requests requests();

    Frequency frequency();

    Loop loop();

    Dispatch dispatch();

    SettlementSettings settlement();

    CreditSettings credits();

    DepotFile depot();

    Access access();

    interface Access {
        /** What who has not signed in may do. */
        @WithDefault("viewer")
        String anonymous();

        /** Of the account admin; absent: made at the first start and told once in the log. */
        Optional<String> adminPassword();

        /** Of the account operator; absent: there is none unless an administrator makes it. */
        Optional<String> operatorPassword();

        Oidc oidc();

        /** An identity provider that signs people in beside the accounts kept here; read by application.properties. */
        interface Oidc {
            @WithDefault("false")
            boolean enabled();

            /** Address of its realm or tenant, below which .well-known/openid-configuration is. */
            Optional<String> url();

            /** As the provider knows this service; tokens must be made out to it. */
            @WithDefault("corridor")
            String clientId();

            Optional<String> clientSecret();

            /** Path in its tokens to the list of roles. */
            @WithDefault("groups")
            String roles();
        }
    }

    interface ClockSettings {
        /** Clock seconds per wall second: 1 in production; 0 stands still until it is stepped. */
        @WithDefault("1")
        double speed();

        /** Wall instant at which the clock shows {@link #start()}; absent: the wall instant of the service's start. */
        Optional<Instant> origin();

        /** What the clock shows at {@link #origin()}; absent: the origin itself. */
        Optional<Instant> start();
    }

    interface Plan {
        @WithDefault("PT5M")
        Duration step();

        @WithDefault("PT18H")
        Duration horizon();

        @WithDefault("PT1M")
        Duration every();

        @WithDefault("PT20S")
        Duration deadline();

        @WithDefault("0")
        double marginKw();
    }

    interface Flexibility {
        @WithDefault("PT15M")
        Duration brief();

        @WithDefault("PT1H")
        Duration lasting();
    }

    interface Requests {
        @WithDefault("PT4S")
        Duration deadline();
    }

    /** Response to the grid's frequency; none while both powers are 0. */
    interface Frequency {
        @WithDefault("0")
        double upKw();

        @WithDefault("0")
        double downKw();

        @WithDefault("50")
        double nominalHz();

        @WithDefault("0.01")
        double deadBandHz();

        @WithDefault("0.2")
        double fullHz();

        @WithDefault("PT15M")
        Duration hold();

        @WithDefault("PT10S")
        Duration stale();

        /** Each day in the depot's zone, until {@link #to()}. */
        @WithDefault("00:00")
        LocalTime from();

        @WithDefault("00:00")
        LocalTime to();
    }

    interface Loop {
        @WithDefault("true")
        boolean enabled();

        @WithDefault("PT5S")
        Duration cycle();

        @WithDefault("PT0.25S")
        Duration leastWallCycle();
    }

    interface Dispatch {
        @WithDefault("PT15M")
        Duration validity();

        @WithDefault("PT30S")
        Duration backdate();

        @WithDefault("PT10M")
        Duration guard();

        @WithDefault("PT1M")
        Duration lead();

        @WithDefault("PT30S")
        Duration retry();

        @WithDefault("PT1M30S")
        Duration settle();

        @WithDefault("PT5M")
        Duration silence();

        @WithDefault("0.5")
        double deadbandKw();
    }

    interface SettlementSettings {
        @WithDefault("true")
        boolean enabled();

        @WithDefault("PT15M")
        Duration step();

        @WithDefault("PT2M")
        Duration delay();

        /** A settlement message is late from so long after its interval's end. */
        @WithDefault("PT15M")
        Duration onTime();

        /** ISO 3166 alpha-2, of the party that issues charge detail records. */
        @WithDefault("NL")
        String ocpiCountry();

        /** OCPI party id, three characters. */
        @WithDefault("COR")
        String ocpiParty();

        /** Least size of a power trading block. */
        @WithDefault("100")
        double blockMinKw();

        /** The name under which power trading blocks are formed. */
        @WithDefault("flexibility")
        String blockProduct();

        /** The party that owns the depot's stations and pays for their energy. */
        @WithDefault("depot-operator")
        String party();

        /** The depot's settlement point and the name of its master element. */
        @WithDefault("depot")
        String point();

        @WithDefault("EUR")
        String currency();
    }

    interface CreditSettings {
        /** Where credit reports are handed in; absent: by file. */
        Optional<String> authorityUrl();

        /** A folder with the operator's own programmes.csv and factors.csv. */
        Optional<Path> figures();
    }

    interface DepotFile {
        /** A SpiceEV scenario to take the depot from while none is registered. */
        Optional<Path> scenario();

        Optional<String> gridConnector();

        @WithDefault("5")
        double failsafeKw();
    }
}
