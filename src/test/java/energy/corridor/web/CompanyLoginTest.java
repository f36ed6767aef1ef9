package energy.corridor.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import energy.corridor.access.AuditEntry;
import energy.corridor.access.InMemoryAccess;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sign-in by an identity provider: tokens of programs, and people in the browser. */
@QuarkusTest
@TestProfile(WebTestProfile.class)
class CompanyLoginTest {

    @Inject
    LivingDepot depot;

    @Inject
    InMemoryAccess log;

    private final String page = ConfigProvider.getConfig().getValue("test.url", String.class);
    private final String provider = ConfigProvider.getConfig().getValue("corridor.access.oidc.url", String.class);

    @BeforeEach
    void night() {
        RestAssured.authentication = RestAssured.DEFAULT_AUTH;
        depot.runUntil(LivingDepot.NIGHT.plus(Duration.ofMinutes(10)));
    }

    private String token(String client) {
        return given().baseUri(provider)
                .auth()
                .none()
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", client)
                .formParam("client_secret", "between us")
                .formParam("scope", "corridor")
                .post("/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    private RequestSpecification as(String client) {
        return given().header("Authorization", "Bearer " + token(client)).contentType("application/json");
    }

    @Test
    void aTokensRolesSayWhatItsHolderMayDo() {
        as("screen").get("/api/fleet").then().statusCode(200);
        as("screen")
                .get("/api/session")
                .then()
                .body("name", equalTo("oidc:screen"))
                .body("role", equalTo("viewer"));
        as("screen").delete("/api/requests/none").then().statusCode(403).body("error", containsString("operator"));
        as("dispatcher").delete("/api/requests/none").then().statusCode(404);
        as("stranger").get("/api/fleet").then().statusCode(403);
        assertThat(log.newest(1)).map(AuditEntry::who).containsExactly("oidc:dispatcher");
    }

    @Test
    void tokensThatAreNotForUsAreRefused() {
        as("payroll").get("/api/fleet").then().statusCode(401);
        String token = token("dispatcher");
        String[] parts = token.split("\\.");
        String forged = parts[0] + "." + token("screen").split("\\.")[1] + "." + parts[2];
        given().header("Authorization", "Bearer " + forged)
                .get("/api/fleet")
                .then()
                .statusCode(401)
                .body("error", equalTo("The token is not valid, or not for us."));
        given().header("Authorization", "Bearer nonsense")
                .get("/api/fleet")
                .then()
                .statusCode(401);
    }

    @Test
    void accountsOfOursRemain() {
        given().auth()
                .preemptive()
                .basic("operator", "day shift")
                .get("/api/session")
                .then()
                .body("name", equalTo("operator"))
                .body("oidc", equalTo(true));
    }

    @Test
    void somebodySignsInAtTheCompanysPageAndComesBack() {
        try (Browser browser = Browser.forTest(false)) {
            browser.visit(page, 1280, 900);
            browser.await("document.querySelector('#sign-in') !== null");
            browser.click("#sign-in");
            browser.click("#sign-in-oidc");
            browser.await("document.querySelector('input[name=username]') !== null");
            browser.type("input[name=username]", "anna");
            browser.evaluate("document.querySelector('[name=claims]').value = '{\"groups\":[\"operator\"]}'");
            browser.click("[type=submit]");
            browser.await("document.querySelector('.who')?.textContent.includes('anna')");
            assertThat(browser.text(".who")).contains("oidc:anna", "operator");
            assertThat((String) browser.evaluate("location.pathname + location.search"))
                    .isEqualTo("/");
            assertThat(log.newest(1))
                    .extracting(AuditEntry::who, AuditEntry::action)
                    .containsExactly(tuple("oidc:anna", "sign in"));
            browser.click(".who + button");
            browser.await("document.querySelector('#sign-in') !== null");
            assertThat(browser.console())
                    .as("nothing but a font that the provider's page wants")
                    .allMatch(line -> line.contains("fonts.googleapis.com"));
        }
    }
}
