package io.tidegate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.tidegate.access.Actor;
import io.tidegate.account.AccountBed;
import io.tidegate.account.Email;
import io.tidegate.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator who signed in sends a file of members from a connector's page. */
class UploadTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private static final String FIRST = "identifier,Forename,Surname,Date of Birth,gender\n";

    private Scene scene;
    private Page page;

    @BeforeEach
    void signedIn() {
        scene = Scene.behindASignIn(database);
        AccountBed accounts = new AccountBed(database);
        Actor operator = accounts.owner("upload");
        accounts.people.operator(Email.of(operator.name()), true);
        page = chromium.open(scene.at("/connectors/gaa"), Look.SMALL_PHONE);
        page.getByLabel("E-mail").fill(operator.name());
        page.getByLabel("Password").fill(AccountBed.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(Seen.heading(page)).hasText("GAA Foireann");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Locator form() {
        return page.locator("form.upload");
    }

    private Locator said() {
        return form().getByRole(AriaRole.STATUS);
    }

    private void send(String text) {
        page.getByLabel("File (CSV, UTF-8)")
                .setInputFiles(new FilePayload("members.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)));
        Seen.button(page, "Upload").click();
    }

    @Test
    void it_stands_in_the_list_at_once_and_later_with_what_could_not_be_taken_over() {
        page.getByLabel("Of").selectOption("1234");
        send(FIRST
                + "M-1,Aoife,Byrne,2012-03-04,F\nM-2,Niamh,,2011-05-06,F\nM-3,Sean,Kelly,,M\nM-4,Una,Daly,31/02/2012,F\n"
                + "M-5,Tom,Walsh,2010-01-02,M\n");

        assertThat(said()).hasText("5 members are read as soon as a worker is free.");
        Locator row = page.locator("#upload-1-exported_members");
        assertThat(row).containsText("queued");
        assertThat(row.locator("[data-label=Members]")).hasText("5");
        Judged.forEverybody(page, "a file that was uploaded");
        Judged.fitsItsWindow(page, "a file that was uploaded");

        scene.change(
                "insert into record_links (resource_id, org_id, dock_id, resource_type, kind, applied_fingerprint, gone,"
                        + " declaration, problem) select id, 1, 1, 'exported_members', 'player', '', false, 'v',"
                        + " 'dateOfBirth is no date' from resources where dock_id = 1 and resource_type = 'servers'"
                        + " order by id desc limit 3");
        scene.change("delete from sync_queue");
        scene.change("insert into sync_positions (dock_id, resource_type, started_at, completed_at, full_at, page)"
                + " select 1, 'exported_members', uploaded_at, uploaded_at, uploaded_at, 0 from federation_uploads");
        assertThat(row).containsText("read");
        assertThat(row.locator("[data-label=Problems]")).hasText("3");
    }

    @Test
    void one_that_cannot_be_read_is_refused_in_words_and_the_next_one_is_taken() {
        chromium.expect("40[0-9]");
        send("identifier,Forename,Surname\nM-1,Aoife,Byrne\n");
        assertThat(said()).containsText("Not uploaded. The file has no column for dateOfBirth in line 1");
        Judged.forEverybody(page, "a file that was refused");
        Judged.fitsItsWindow(page, "a file that was refused");

        send(FIRST + "M-1,Aoife,Byrne,2012-03-04,F\n");
        assertThat(said()).hasText("1 member is read as soon as a worker is free.");
    }
}
