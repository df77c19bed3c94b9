package io.tidegate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.DynamicMBean;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Channel;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.errorhandler.ErrorHandlerSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What JMX shows, and what becomes of a route that is added again. */
class CamelMainTest {
    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

    private final CamelMain camel = new CamelMain();

    @BeforeEach
    void start() throws Exception {
        camel.configure().withName("camel-main-test").withRoutesCollectorEnabled(false);
        camel.start();
        add("first", "one");
        add("second", "two");
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private CamelContext context() {
        return camel.getCamelContext();
    }

    private void add(String route, String step) throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + route).routeId(route).setBody(constant(step)).id(step);
            }
        });
    }

    private static Object attribute(String type, String name, String attribute) throws Exception {
        String bean = "org.apache.camel:context=camel-main-test,type=%s,name=\"%s\"".formatted(type, name);
        return JMX.getAttribute(new ObjectName(bean), attribute);
    }

    @Test
    void steps_of_one_kind_are_described_alike_and_each_tells_its_own_values() throws Exception {
        context().createProducerTemplate().sendBody("direct:first", "");

        assertThat(attribute("processors", "one", "RouteId")).isEqualTo("first");
        assertThat(attribute("processors", "two", "RouteId")).isEqualTo("second");
        assertThat(attribute("processors", "one", "ExchangesTotal")).isEqualTo(1L);
        assertThat(attribute("processors", "two", "ExchangesTotal")).isEqualTo(0L);
        assertThat(attribute("routes", "first", "EndpointUri")).isEqualTo("direct://first");
        assertThat(attribute("routes", "second", "EndpointUri")).isEqualTo("direct://second");
    }

    @Test
    void secrets_of_an_endpoint_stay_hidden() throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .routeId("call")
                        .to("http://127.0.0.1:1/hidden?password=swordfish")
                        .id("send");
            }
        });

        assertThat(attribute("processors", "send", "Destination").toString())
                .contains("hidden")
                .doesNotContain("swordfish");
    }

    @Test
    void endpoints_that_describe_themselves_are_described_alike_too() throws Exception {
        for (String path : List.of("ask", "tell")) {
            context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + path).routeId(path).to("http://127.0.0.1:1/" + path);
                }
            });
        }
        ObjectName ask = endpoint("ask");
        ObjectName tell = endpoint("tell");

        // what all endpoints show, and what only these do
        assertThat(JMX.getAttribute(ask, "EndpointUri")).isEqualTo("http://127.0.0.1:1/ask");
        assertThat(JMX.getAttribute(tell, "EndpointUri")).isEqualTo("http://127.0.0.1:1/tell");
        assertThat(JMX.getAttribute(ask, "ClientConnectionsPoolStatsLeased")).isEqualTo(0);
        assertThat(JMX.getAttribute(tell, "ClientConnectionsPoolStatsLeased")).isEqualTo(0);
        assertThat(JMX.getMBeanInfo(ask).getAttributes()[0])
                .isSameAs(JMX.getMBeanInfo(tell).getAttributes()[0]);
    }

    private static ObjectName endpoint(String path) throws Exception {
        return JMX
                .queryNames(new ObjectName("org.apache.camel:context=camel-main-test,type=endpoints,*"), null)
                .stream()
                .filter(name -> name.getKeyProperty("name").matches(".*http.*" + path + ".*"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_steps_of_a_route_share_what_it_does_about_an_exception_and_other_routes_have_their_own() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("failing")
                        .templateParameter("tries")
                        .from("direct:fail-{{tries}}")
                        .onException(IllegalStateException.class)
                        .maximumRedeliveries("{{tries}}")
                        .redeliveryDelay(0)
                        .handled(true)
                        .end()
                        .setHeader("step", constant("one"))
                        .process(exchange -> {
                            tries.incrementAndGet();
                            throw new IllegalStateException("again");
                        });
            }
        });
        for (String often : List.of("2", "5")) {
            TemplatedRouteBuilder.builder(context(), "failing")
                    .routeId("fail-" + often)
                    .parameter("tries", often)
                    .add();
        }

        context().createProducerTemplate().sendBody("direct:fail-2", "");
        assertThat(tries.getAndSet(0)).isEqualTo(1 + 2);
        context().createProducerTemplate().sendBody("direct:fail-5", "");
        assertThat(tries.get()).isEqualTo(1 + 5);
        assertThat(policies(context(), "fail-2"))
                .hasSize(2)
                .containsOnly(policies(context(), "fail-2").get(0));
        assertThat(policies(context(), "fail-5"))
                .doesNotContain(policies(context(), "fail-2").get(0));
    }

    @Test
    void a_context_of_its_own_such_as_for_a_trial_leaves_nothing_to_share() throws Exception {
        try (DefaultCamelContext trial = new DefaultCamelContext()) {
            trial.disableJMX();
            trial.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:tried")
                            .routeId("tried")
                            .onException(IllegalStateException.class)
                            .handled(true)
                            .end()
                            .setHeader("step", constant("one"))
                            .setBody(constant("two"));
                }
            });
            trial.start();

            List<Object> policies = policies(trial, "tried");
            assertThat(policies).hasSize(2).doesNotHaveDuplicates();
        }
    }

    /** The one of each step. */
    private static List<Object> policies(CamelContext context, String route) throws ReflectiveOperationException {
        Field kept = ErrorHandlerSupport.class.getDeclaredField("exceptionPolicies");
        kept.setAccessible(true);
        List<Object> policies = new ArrayList<>();
        for (Processor step : context.getRoute(route).navigate().next()) {
            policies.addAll(((Map<?, ?>) kept.get(((Channel) step).getErrorHandler())).values());
        }
        return policies;
    }

    @Test
    void jmx_is_offered_nothing_that_it_has_to_refuse_first() {
        List<Object> offered = new CopyOnWriteArrayList<>();
        CamelMain other = new CamelMain();
        other.configure().withName("camel-main-offers").withRoutesCollectorEnabled(false);
        other.addMainListener(new BeforeStart(
                context -> context.getManagementStrategy().getManagementAgent().setMBeanServer(telling(offered))));
        other.start();
        other.stop();

        assertThat(offered)
                .hasAtLeastOneElementOfType(DynamicMBean.class)
                .noneMatch(each -> each.getClass().isAnnotationPresent(ManagedResource.class));
    }

    private static MBeanServer telling(List<Object> offered) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("registerMBean")) {
                offered.add(arguments[0]);
            }
            try {
                return method.invoke(JMX, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (MBeanServer) Proxy.newProxyInstance(
                CamelMainTest.class.getClassLoader(), new Class<?>[] {MBeanServer.class}, handler);
    }

    @Test
    void a_route_that_is_added_again_takes_the_place_of_the_one_before() throws Exception {
        add("first", "other");

        assertThat(context().getRoutes()).hasSize(2);
        assertThat(context().createProducerTemplate().requestBody("direct:first", "", String.class))
                .isEqualTo("other");
        assertThat(attribute("processors", "other", "RouteId")).isEqualTo("first");
    }

    @Test
    void a_route_that_stopped_can_be_removed_and_one_that_runs_cannot() throws Exception {
        assertThat(context().removeRoute("first")).isFalse();
        context().getRouteController().stopRoute("first");

        assertThat(context().removeRoute("first")).isTrue();
        assertThat(context().removeRoute("first")).isFalse();
        assertThat(context().getRoutes()).hasSize(1);
    }
}
