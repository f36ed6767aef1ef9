/** Signed meter values in the Open Charge Metering Format (OCMF 1.4.1): read as written, verified as signed. */
@NullMarked
package energy.corridor.web.ocmf;

import org.jspecify.annotations.NullMarked;
