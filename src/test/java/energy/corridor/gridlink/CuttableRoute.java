package energy.corridor.gridlink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to the broker that can be cut in the middle of everything. */
final class CuttableRoute implements AutoCloseable {

    private final URI broker;
    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    CuttableRoute(String brokerUrl) throws IOException {
        broker = URI.create(brokerUrl);
        run("route", this::accept);
    }

    String url() {
        return "tcp://127.0.0.1:" + entrance.getLocalPort();
    }

    void cut() throws IOException {
        cut = true;
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    void restore() {
        cut = false;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            if (cut) {
                client.close();
                continue;
            }
            Socket server = new Socket(broker.getHost(), broker.getPort());
            open.add(client);
            open.add(server);
            run("route up", () -> copy(client, server));
            run("route down", () -> copy(server, client));
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private static void run(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (SocketException e) {
                        // cut or closed
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
