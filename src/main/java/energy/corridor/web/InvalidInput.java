package energy.corridor.web;

/** Input that breaks a rule, with the place and the rule apart from the sentence. */
public final class InvalidInput extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String allowed;

    /**
     * @param sentence what was wrong
     * @param field where
     * @param allowed what would be right
     */
    public InvalidInput(String sentence, String field, String allowed) {
        super(sentence);
        this.field = field;
        this.allowed = allowed;
    }

    public String field() {
        return field;
    }

    public String allowed() {
        return allowed;
    }
}
