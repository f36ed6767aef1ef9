package energy.corridor.app;

import energy.corridor.access.AccountStore;
import energy.corridor.access.Accounts;
import energy.corridor.credits.CreditOffice;
import energy.corridor.credits.CreditStore;
import energy.corridor.credits.FactorTable;
import energy.corridor.credits.RegulatorGateway;
import energy.corridor.dispatch.DispatchLog;
import energy.corridor.dispatch.Dispatcher;
import energy.corridor.dispatch.StationCommands;
import energy.corridor.duty.DutyBook;
import energy.corridor.duty.DutyStore;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.FleetStore;
import energy.corridor.fleet.StationIntake;
import energy.corridor.fleet.StationJournal;
import energy.corridor.grid.DemandPeak;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.GridStore;
import energy.corridor.grid.contact.ContactBook;
import energy.corridor.grid.contact.ContactStore;
import energy.corridor.grid.frequency.DailyWindow;
import energy.corridor.grid.frequency.Droop;
import energy.corridor.grid.frequency.FrequencyControl;
import energy.corridor.grid.request.RequestBook;
import energy.corridor.grid.request.RequestStore;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.quantity.Units;
import energy.corridor.settlement.BlockFormation;
import energy.corridor.settlement.BlockStore;
import energy.corridor.settlement.CurtailmentStore;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GradeFactors;
import energy.corridor.settlement.Settlement;
import energy.corridor.settlement.SettlementArchive;
import energy.corridor.settlement.SettlementStore;
import energy.corridor.settlement.message.MessageExchange;
import energy.corridor.settlement.message.MessageStore;
import energy.corridor.store.credits.HttpRegulator;
import energy.corridor.web.ocmf.OcmfSignature;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Optional;

/** Makes the stages' plain objects beans. */
@ApplicationScoped
class Wiring {

    @Produces
    @Singleton
    DepotClock depotClock(Settings settings) {
        return DepotClock.of(settings.clock());
    }

    @Produces
    @Singleton
    Accounts accounts(AccountStore store) {
        return new Accounts(store);
    }

    @Produces
    @Singleton
    DutyBook dutyBook(DutyStore store) {
        return new DutyBook(store);
    }

    @Produces
    @Singleton
    GridBook gridBook(GridStore store, RequestStore requests, ContactStore contacts, FrequencyControl frequency) {
        return new GridBook(store, new RequestBook(requests), new ContactBook(contacts), frequency);
    }

    @Produces
    @Singleton
    FrequencyControl frequencyControl(Settings settings) {
        Settings.Frequency f = settings.frequency();
        return new FrequencyControl(new FrequencyControl.Settings(
                new Droop(f.nominalHz(), f.deadBandHz(), f.fullHz(), f.upKw(), f.downKw()),
                f.hold(),
                f.stale(),
                new DailyWindow(f.from(), f.to(), zone(settings))));
    }

    private static ZoneId zone(Settings settings) {
        return settings.zone().map(ZoneId::of).orElse(ZoneId.systemDefault());
    }

    @Produces
    @Singleton
    DemandPeak demandPeak(GridStore store, Settings settings) {
        return new DemandPeak(store, zone(settings));
    }

    @Produces
    @Singleton
    FleetBook fleetBook(FleetStore store, DutyBook duties) {
        return new FleetBook(store, duties);
    }

    @Produces
    @Singleton
    StationIntake stationIntake(StationJournal journal, FleetBook fleet) {
        return new StationIntake(journal, fleet);
    }

    @Produces
    @Singleton
    ElementRegister elementRegister(ElementRegister.Store store) {
        return new ElementRegister(store);
    }

    @Produces
    @Singleton
    Settlement settlement(
            ElementRegister elements,
            SettlementStore store,
            CurtailmentStore curtailments,
            GridBook grid,
            Settings settings) {
        return new Settlement(
                elements,
                store,
                curtailments,
                () -> grid.site().prices(),
                new Settlement.Settings(
                        settings.settlement().step(),
                        settings.settlement().onTime(),
                        settings.settlement().currency(),
                        GradeFactors.DEFAULT));
    }

    @Produces
    @Singleton
    BlockFormation blockFormation(BlockStore blocks, Settings settings) {
        Settings.SettlementSettings own = settings.settlement();
        return new BlockFormation(
                blocks,
                new BlockFormation.Settings(
                        own.blockProduct(),
                        Math.max(
                                1,
                                Math.round(
                                        Units.energyWh(Math.round(Units.kwToWatts(own.blockMinKw())), own.step())))));
    }

    @Produces
    @Singleton
    MessageExchange messageExchange(
            ElementRegister elements, MessageStore messages, SettlementStore settled, Settings settings) {
        return new MessageExchange(
                elements,
                messages,
                OcmfSignature::verifies,
                (rate, start) -> settled
                        .quotes(start, start.plus(settings.settlement().step()))
                        .stream()
                        .anyMatch(q -> q.ref().equals(rate)),
                new MessageExchange.Settings(
                        settings.settlement().step(),
                        settings.settlement().onTime(),
                        settings.settlement().currency()));
    }

    @Produces
    @Singleton
    CreditOffice creditOffice(CreditStore store, SettlementArchive settled, Settings settings) {
        Optional<RegulatorGateway> authority = settings.credits().authorityUrl().map(HttpRegulator::new);
        FactorTable published = FactorTable.published();
        return new CreditOffice(
                store,
                settled,
                settings.credits().figures().map(published::with).orElse(published),
                () -> authority);
    }

    @Produces
    @Singleton
    Optimiser optimiser() {
        return DepotOptimiser.create();
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(StationCommands stations, DispatchLog log, Settings settings) {
        Settings.Dispatch d = settings.dispatch();
        return new Dispatcher(
                stations,
                log,
                new Dispatcher.Settings(
                        d.validity(), d.backdate(), d.guard(), d.retry(), d.settle(), d.silence(), d.deadbandKw()));
    }
}
