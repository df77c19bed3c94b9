package io.tidegate.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.provider.declared.DeclarationException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be is refused with its key and with what is allowed. */
class WrongValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path=/x?a=b|path|has no query; see query",
                "path=/x/{dok.a}|path|{dok.a} is not known; known are {parent}",
                "method=DELETE|method|allowed are GET, POST, PUT, PATCH",
                "method=GET;body={}|method|GET has no body",
                "body={a|body|is no JSON",
                "bodyKind=soap;body=x|bodyKind|allowed are json, form, text, graphql",
                "variables=a=b;body={}|variables|belong to a body of the kind graphql",
                "headers=X-A|headers|is no pair name=value",
                "query=a={b}|query|{b} is not known",
                "format=yaml|format|allowed are json, jsonl, csv",
                "format=rar csv|format|after gzip or zip",
                "paging=cursor after|paging|allowed are: none;",
                "paging=page-number /page|paging|names a place in the body",
                "paging=page-number page first|paging|page-number <parameter> [first page [later]]",
                "stop=never;paging=page-number page|stop|allowed are short, empty, total",
                "mostPages=-1|mostPages|from 0 to 1000000",
                "pageSize=many|pageSize|from 0 to 100000",
                "concurrency=4|concurrency|types with a parent or each",
                "each=a b;path=/x/{each};concurrency=99|concurrency|from 1 to 16",
                "cap=4|cap|types with a parent or each",
                "each=a|each|belongs together with {each}",
                "incremental=since updated|incremental|token <parameter>",
                "incremental=token /a /b|incremental|names a place in the body",
                "lookback=5m|lookback|belongs to incremental",
                "incremental=since from /at;lookback=soon|lookback|a duration like 60s",
                "incremental=since from /at;sinceFormat=QQQQQQQQ|sinceFormat|QQQQQQQQ",
                "incremental=since from /at;start=long ago|start|a time like 2020-01-01T00:00:00Z",
                "full=/full|full|belongs to incremental",
                "keep=.a ==|keep|no jq",
                "transform={a:|transform|no jq",
                "deleted=.a ==|deleted|no jq",
                "timezone=Mars|timezone|a time zone like UTC",
                "skipped=4o4|skipped|4o4 is no rule",
                "empty=404:/x|empty|is no rule",
                "deletions=hard|deletions|allowed are soft, never, misses=2",
                "deletions=cap=50|deletions|cap=50%/20",
                "freshness=new|freshness|a duration like 60s",
                "quota=10|quota|a limit looks like 5000/1h",
                "conditional=true;body={}|conditional|is for GET",
                "personal=email|personal|a pointer starts with '/'",
                "concurency=2|concurency|did you mean concurrency?",
                "incremntal=x|incremntal|did you mean incremental?",
                "transfrom=.|transfrom|did you mean transform?",
            })
    void a_types_wrong_value_is_refused(String parameters, String key, String said) {
        Map<String, String> type = new LinkedHashMap<>(Map.of("path", "/x"));
        for (String one : parameters.split(";", -1)) {
            type.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        refused(Map.of(), type, key, said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "errors.retries=often|from 0 to 100",
                "errors.backoff=linear 1s|constant 5s, and exponential 1s 16s",
                "errors.retryTime=long|a duration like 60s",
                "errors.leastWait=1|a duration like 60s",
                "errors.longestWait=1|a duration like 60s",
                "errors.skipped=403:|403: is no rule",
                "errors.restarted=gone|gone is no rule",
                "errors.refreshed=401:/a|401:/a is no rule",
                "errors.failed=2|2 is no rule",
                "rateLimit.buckets.a=5/1m sometimes|full, partial, a method like POST",
                "rateLimit.names.reset=X-A (|a regular expression",
                "rateLimit.names.rest=X-A|did you mean rateLimit.names.reset?",
                "baseUrl=https://{dock.a/x|Illegal character",
            })
    void a_providers_wrong_value_is_refused(String fact, String said) {
        int at = fact.indexOf('=');
        refused(
                Map.of(fact.substring(0, at), fact.substring(at + 1)),
                Map.of("path", "/x"),
                fact.substring(0, at),
                said);
    }

    private static void refused(Map<String, String> facts, Map<String, String> type, String key, String said) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("baseUrl", "https://acme.test"));
        all.putAll(facts);
        DeclarationException refused =
                catchThrowableOfType(DeclarationException.class, () -> Provider.of("acme", all, Map.of("items", type)));
        assertThat(refused).as(key).isNotNull();
        assertThat(refused.key()).isEqualTo(key);
        assertThat(refused).hasMessageContaining(said);
    }
}
