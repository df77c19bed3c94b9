package io.tidegate.device.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A stream of events as a device reads it; one event is its lines without data of heartbeats, such as {@code 3 change}. */
final class Events implements AutoCloseable {
    private static final String END = "over";

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final List<String> data = new ArrayList<>();

    Events(HttpClient client, HttpRequest request) {
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread reader = new Thread(this::read, "events");
        reader.setDaemon(true);
        reader.start();
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    synchronized (data) {
                        data.add(line.substring(6));
                    }
                } else if (line.isEmpty()) {
                    told.add(id + " " + event);
                } else {
                    told.add(line);
                }
            }
            told.add(END);
        } catch (IOException e) {
            told.add(END);
        }
    }

    /** The next event. */
    String next() {
        try {
            String event = told.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nothing was told for 20 s");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next events, as many as are named; then those. */
    List<String> next(int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(next());
        }
        return events;
    }

    /** The data of the event told last. */
    String data() {
        synchronized (data) {
            return data.get(data.size() - 1);
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
