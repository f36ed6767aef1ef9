package energy.corridor.access;

import java.util.List;

/** What was done by hand; only added to. */
public interface AuditLog {

    void append(AuditEntry entry);

    /** The newest first. */
    List<AuditEntry> newest(int most);
}
