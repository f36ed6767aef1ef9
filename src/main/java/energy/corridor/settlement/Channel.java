package energy.corridor.settlement;

/** Which way energy was counted: into the vehicle or back to the grid. Each has a register of its own. */
public enum Channel {
    IMPORT(Direction.LOAD),
    EXPORT(Direction.SUPPLY);

    private final Direction direction;

    Channel(Direction direction) {
        this.direction = direction;
    }

    public Direction direction() {
        return direction;
    }
}
