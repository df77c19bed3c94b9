package io.tidegate.hawtio;

import static io.tidegate.hawtio.Probe.ask;
import static io.tidegate.hawtio.Probe.exec;
import static io.tidegate.hawtio.Probe.read;
import static io.tidegate.hawtio.Probe.sent;

import java.util.List;
import java.util.stream.Collectors;

/** What is tried at Jolokia with each build, and what it answers; {@code docs/hawtio.md} has it as a table. */
final class Probes {
    private static final String ROUTE = "org.apache.camel:context=tidegate,type=routes,name=\\\"work\\\"";
    private static final String CONTEXT = "org.apache.camel:context=tidegate,type=context,name=\\\"tidegate\\\"";
    private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";
    private static final String DENIED = "200 (403)";

    private Probes() {}

    static List<Probe> all() {
        return List.of(
                sent("Hawtio's own page asks", "200 (200)"),
                sent("a page of another site asks", "403", "Origin", "https://evil.example"),
                sent("a frame without an origin asks", "403", "Origin", "null"),
                sent("a page asks under a name that was pointed here", "421", "Host", "evil.example:PORT"),
                sent("another port of this machine asks", "403", "Origin", "http://127.0.0.1:1"),
                sent("another site, by Referer alone", "403", "Origin", "", "Referer", "https://evil.example/x"),
                sent("our own page, by Referer alone", "200 (200)", "Origin", "", "Referer", "http://127.0.0.1:PORT/x"),
                sent("another site, by Sec-Fetch-Site alone", "403", "Origin", "", "Sec-Fetch-Site", "cross-site"),
                sent(
                        "our own page, by Sec-Fetch-Site alone",
                        "200 (200)",
                        "Origin",
                        "",
                        "Sec-Fetch-Site",
                        "same-origin"),
                sent("somebody who does not say from where", "403", "Origin", ""),
                sent("two origins at once", "403", "Origin", "http://127.0.0.1:PORT\r\nOrigin: https://evil.example"),
                sent("GET, as Hawtio looks for Jolokia", "200 (200)").by("GET", "/hawtio/jolokia"),
                sent("GET with an operation in the path", "404")
                        .by("GET", "/hawtio/jolokia/exec/java.lang:type=Memory/gc"),
                sent("GET with a question in the query", "200 (200)")
                        .by("GET", "/hawtio/jolokia?type=exec&mbean=java.lang:type=Memory&operation=gc"),
                sent("PUT", "405").by("PUT", "/hawtio/jolokia"),
                ask("memory", "200 (200)", "{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\"}"),
                read("system properties", DENIED, "java.lang:type=Runtime", "SystemProperties"),
                read("the command line", DENIED, "java.lang:type=Runtime", "InputArguments"),
                read("the class path", DENIED, "java.lang:type=Runtime", "ClassPath"),
                exec("a collection of garbage", DENIED, "java.lang:type=Memory", "gc"),
                exec("a dump of all threads", DENIED, "java.lang:type=Threading", "dumpAllThreads(boolean,boolean)"),
                exec("a heap dump", DENIED, "com.sun.management:type=HotSpotDiagnostic", "dumpHeap"),
                read(
                        "options of the machine",
                        DENIED,
                        "com.sun.management:type=HotSpotDiagnostic",
                        "DiagnosticOptions"),
                exec("an agent loaded by jcmd", DENIED, DIAGNOSTICS, "jvmtiAgentLoad"),
                exec("system properties by jcmd", DENIED, DIAGNOSTICS, "vmSystemProperties"),
                exec("a flight recording", DENIED, "jdk.management.jfr:type=FlightRecorder", "newRecording"),
                exec("a bean loaded from elsewhere", DENIED, "javax.management.loading:type=MLet", "getMBeansFromURL"),
                exec("a new bean", DENIED, "JMImplementation:type=MBeanServerDelegate", "createMBean"),
                exec("log levels", DENIED, "java.util.logging:type=Logging", "setLoggerLevel"),
                exec(
                        "logback's settings from an address",
                        DENIED,
                        "ch.qos.logback.classic:Name=default,Type=ch.qos.logback.classic.jmx.JMXConfigurator",
                        "reloadByURL"),
                exec("log4j's settings", DENIED, "org.apache.logging.log4j2:type=x", "setConfigText"),
                read("the pool's password", DENIED, "com.zaxxer.hikari:type=PoolConfig (tidegate)", "Password"),
                exec(
                        "a template of users at Tomcat",
                        DENIED,
                        "Users:type=UserDatabase,database=UserDatabase",
                        "createUser"),
                exec("Jolokia's own settings", DENIED, "jolokia:type=Config,agent=tidegate", "setMaxDebugEntries"),
                exec("a route with placeholders resolved", DENIED, ROUTE, "dumpRouteAsXml(boolean)"),
                exec("the same with one more word", DENIED, ROUTE, "dumpRouteAsXml(boolean,boolean)"),
                exec("the same as YAML", DENIED, ROUTE, "dumpRouteAsYaml(boolean)"),
                exec("all routes with placeholders resolved", DENIED, CONTEXT, "dumpRoutesAsXml(boolean)"),
                exec("a route of one's own", DENIED, ROUTE, "updateRouteFromXml(java.lang.String)"),
                exec("a route removed", DENIED, ROUTE, "remove()"),
                exec("the context stopped", DENIED, CONTEXT, "stop()"),
                exec("a message to any endpoint", DENIED, CONTEXT, "sendBody(java.lang.String,java.lang.Object)"),
                exec("an endpoint of one's own", DENIED, CONTEXT, "createEndpoint(java.lang.String)"),
                exec(
                        "messages of an endpoint",
                        DENIED,
                        "org.apache.camel:context=tidegate,type=endpoints,name=\\\"seda://x\\\"",
                        "browseAllMessagesAsXml(java.lang.Boolean)"),
                exec(
                        "bodies by tracing",
                        DENIED,
                        "org.apache.camel:context=tidegate,type=tracer,name=BacklogTracer",
                        "dumpAllTracedMessagesAsXml()"),
                ask(
                        "every bean read",
                        DENIED,
                        "{\"type\":\"read\",\"mbean\":\"*:*\",\"config\":{\"ignoreErrors\":true}}"),
                ask("every bean of a domain by pattern", DENIED, "{\"type\":\"read\",\"mbean\":\"java.lan?:*\"}"),
                ask("all there is of the process", DENIED, "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\"}"),
                ask("the same among others", DENIED, "{\"type\":\"read\",\"mbean\":\"java.lang:type=R*\"}"),
                ask(
                        "the same by an empty list",
                        DENIED,
                        "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":[]}"),
                read("how long it runs", "200 (200)", "java.lang:type=Runtime", "Uptime"),
                exec("an operation on every bean", DENIED, "*:*", "stop()"),
                exec("an operation on all routes at once", DENIED, "org.apache.camel:type=routes,*", "stop()"),
                ask(
                        "an attribute written",
                        DENIED,
                        "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\",\"value\":true}"),
                ask("Jolokia's settings by question", DENIED, "{\"type\":\"config\"}"),
                ask("notifications", DENIED, "{\"type\":\"notification\",\"command\":\"register\"}"),
                ask(
                        "another process, through this one",
                        DENIED,
                        "{\"type\":\"version\",\"target\":{\"url\":\"service:jmx:rmi:///jndi/rmi://evil.example/x\"}}"),
                ask(
                        "several at once, one of them denied",
                        "200 (200, 403)",
                        "[{\"type\":\"version\"},{\"type\":\"exec\",\"mbean\":\"java.lang:type=Memory\",\"operation\":\"gc\"}]"),
                ask(
                        "a list of all beans, twice at once",
                        "200 (200, 413)",
                        "[{\"type\":\"list\"},{\"type\":\"list\",\"path\":\"java.nio\"}]"),
                sent("a large file without compression", "406").by("GET", "/hawtio/editor.worker.js"),
                ask("a question that is none", "200 (400)", "[7]"),
                ask("no JSON", "400", "<x/>"),
                ask("JSON a thousand levels deep", "400", "[".repeat(1000) + "]".repeat(1000)),
                ask("more questions than are answered at once", "400", "[" + "1,".repeat(1000) + "1]"),
                ask("a body of 300 KiB", "413", "[\"" + "x".repeat(300 * 1024) + "\"]"));
    }

    /** As the document has it. */
    static String table() {
        return "| Tried | Answered |\n|---|---|\n"
                + all().stream()
                        .map(probe -> "| " + probe.tried() + " | " + probe.answer() + " |\n")
                        .collect(Collectors.joining());
    }
}
