package energy.corridor.gridlink;

import energy.corridor.settlement.message.MessageStore;

/** Where settlement messages go out to whoever subscribes. */
public interface SettlementFeed {

    /** Whether a broker is connected; without one messages wait. */
    boolean isOpen();

    /** Returns at once. @param published when the broker has confirmed it; never when it has not */
    void publish(MessageStore.Sent message, Runnable published);
}
