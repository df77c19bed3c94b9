package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows 19 to 25: what an answer holds. */
class RecordRowsTest {
    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void row_19_a_wildcard_finds_the_lists_of_all_groups_and_records_that_stand_alone() {
        assertThat(listed(
                                "wild",
                                Say.json(
                                        "{'groups':[{'members':[{'id':1},{'id':2}]},{'members':[]},{'members':[{'id':3}]}]}"))
                        .live())
                .containsExactly("1", "2", "3");
        assertThat(listed("members", Say.json("[{'service':{'id':'a'}},{'service':{'id':'b'}}]"))
                        .live())
                .containsExactly("a", "b");
        assertThat(listed("by_name", Say.json("{'items':{'x':{'id':'a'},'y':{'id':'b'}}}"))
                        .live())
                .containsExactly("a", "b");
    }

    @Test
    void row_21_a_condition_says_which_records_count() {
        assertThat(listed(
                                "kept",
                                Say.json(
                                        "[{'id':1,'kind':'club','size':11},{'id':2,'kind':'club'},{'id':3,'kind':'x','size':99}]"))
                        .live())
                .containsExactly("1");
    }

    @Test
    void row_21_a_transform_selects_after_what_it_made() {
        Trial trial = listed("selected", Say.json("[{'id':1,'total':1},{'id':2,'total':3},{'id':3}]"));
        assertThat(trial.live()).containsExactly("2");
        assertThat(trial.data("2").path("total").isTextual()).isTrue();
    }

    @Test
    void row_22_a_transform_adds_removes_flattens_and_renames_by_conditions() {
        Trial trial = listed(
                "transformed",
                Say.json(
                        "[{'ID':1,'DisplayName':'Club','Score':7,'Address':{'City':'Cork'},'Extra':{'TaxNumber':'x','FoundedIn':1884},'secret_note':'s'}]"));
        assertThat(trial.data("1"))
                .hasToString("{\"id\":1,\"city\":\"Cork\",\"grade\":\"high\",\"inner\":{\"deep\":{\"kind\":\"x\"}},"
                        + "\"founded_in\":1884,\"tax_number\":\"x\",\"display_name\":\"Club\"}");
        assertThat(trial.row("1").name()).isEqualTo("Club");
    }

    @Test
    void row_24_several_values_make_an_id() {
        Trial trial = listed("composite", Say.json("[{'zone':'a/b','name':'x'},{'zone':'a','name':'b/x'}]"));
        assertThat(trial.live()).containsExactly("a~1b/x", "a/b~1x");
    }

    @Test
    void row_25_a_document_a_line() {
        assertThat(listed("jsonl", Answer.status(200).body("{\"id\":1}\n\n{\"id\":2}\r\n"))
                        .live())
                .containsExactly("1", "2");
    }

    @Test
    void row_25_no_line_is_no_record() {
        Trial trial = listed("jsonl", Answer.status(200).body("{\"id\":1}\n"));
        node.script(Say.always(Answer.status(200)));
        // what would empty a list is believed when three agree over ten minutes
        trial.synced().synced(Duration.ofMinutes(10)).synced();
        assertThat(trial.live()).isEmpty();
    }

    @Test
    void row_25_csv_with_any_delimiter() {
        Trial trial = listed("csv", csv("\uFEFFid,name,note\r\n1,Aoife,\"a \"\"b\"\", c\"\r\n2,Ciarán,\r\n"));
        assertThat(trial.live()).containsExactly("1", "2");
        assertThat(trial.data("1").path("note").asText()).isEqualTo("a \"b\", c");
        assertThat(listed("semicolons", csv("id;name\n1;a,b\n"))
                        .data("1")
                        .path("name")
                        .asText())
                .isEqualTo("a,b");
        assertThat(listed("csv", csv("id,name,note\n")).live()).isEmpty();
    }

    @Test
    void row_25_xml_with_none_one_or_many_records() {
        Trial trial = listed("xml", xml("<club id='1'><name>A</name></club><club id='2'><name>B</name></club>"));
        assertThat(trial.live()).containsExactly("1", "2");
        assertThat(trial.data("2").path("name").asText()).isEqualTo("B");
        assertThat(listed("xml", xml("<club id='1'><name>A</name></club>")).live())
                .containsExactly("1");
        assertThat(listed("xml", xml("")).live()).isEmpty();
        node.script(Say.always(Answer.status(200).body("<error>no</error>")));
        assertThat(trial.sync().message()).contains("the body has no list at /clubs/club");
    }

    @Test
    void row_25_packed_files() throws IOException {
        assertThat(listed("gzipped", gzip("{\"id\":1}\n{\"id\":2}\n")).live()).containsExactly("1", "2");
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("members.csv"));
            zip.write("id,name\n7,G\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(listed("zipped", Answer.status(200).bytes(archive.toByteArray()))
                        .live())
                .containsExactly("7");
    }

    @Test
    void row_25_what_is_not_of_the_format_fails_and_deletes_nothing() {
        Trial trial = listed("gzipped", gzip("{\"id\":1}"));
        node.script(Say.always(Answer.json(200, "{\"id\":2}")));
        assertThat(trial.sync().message()).contains("not packed as GZIP");
        assertThat(trial.live()).containsExactly("1");
    }

    @Test
    void row_26_times_without_a_zone_are_stored_in_utc() {
        Trial trial = listed("times", Say.json("[{'id':1,'made':'2022-10-26 23:55:23','touched':1666828523}]"));
        assertThat(node.stored()
                        .rows(
                                "select attributes ->> 'created_at' as made, attributes ->> 'updated_at' as touched"
                                        + " from resources where dock_id = ?",
                                trial.dock))
                .containsExactly(Map.of("made", "2022-10-26T22:55:23Z", "touched", "2022-10-26T23:55:23Z"));
    }

    private static Answer csv(String text) {
        return Answer.status(200).body(text).header("Content-Type", "text/csv");
    }

    private static Answer xml(String clubs) {
        return Answer.status(200)
                .body("<?xml version='1.0' encoding='UTF-8'?><answer><count>9</count><clubs>" + clubs
                        + "</clubs></answer>")
                .header("Content-Type", "application/xml");
    }

    private static Answer gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Answer.status(200).bytes(packed.toByteArray());
    }

    private static Trial listed(String type, Answer answer) {
        node.script(Say.always(answer));
        return node.trial("records", type).synced();
    }
}
