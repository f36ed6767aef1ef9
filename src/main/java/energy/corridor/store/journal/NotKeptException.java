package energy.corridor.store.journal;

/** Something was not written to the database; the message is a sentence that says what and why. */
public final class NotKeptException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotKeptException(String sentence) {
        super(sentence);
    }

    NotKeptException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
