package energy.corridor.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.RequestScoped;

/** What a request by hand replaces, for the audit log. */
@RequestScoped
class Manual {

    private final ObjectMapper json;
    private String before = "";

    Manual(ObjectMapper json) {
        this.json = json;
    }

    void replaces(Object old) {
        try {
            before = json.writeValueAsString(old);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is replaced cannot be written.", e);
        }
    }

    String before() {
        return before;
    }
}
