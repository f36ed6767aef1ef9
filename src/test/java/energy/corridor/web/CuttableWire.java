package energy.corridor.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** A wire to a local port that can be cut, or fall silent without anyone noticing, and be mended. */
final class CuttableWire implements AutoCloseable {

    private enum Condition {
        WELL,
        SILENT,
        CUT
    }

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final LongAdder carried = new LongAdder();
    private volatile Condition condition = Condition.WELL;

    CuttableWire(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Bytes in both directions since it was laid. */
    long carried() {
        return carried.sum();
    }

    void cut() {
        condition = Condition.CUT;
        closeAll();
    }

    void silence() {
        condition = Condition.SILENT;
    }

    /** What was open is gone; what comes new goes through. */
    void mend() {
        closeAll();
        condition = Condition.WELL;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket from = door.accept();
                sockets.add(from);
                if (condition == Condition.CUT) {
                    close(from);
                    continue;
                }
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(to);
                daemon(() -> carry(from, to));
                daemon(() -> carry(to, from));
            } catch (IOException closed) {
                // the door was closed, or the other side was: whoever looks at the page sees it
            }
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (condition == Condition.WELL) {
                    out.write(bytes, 0, n);
                    out.flush();
                    carried.add(n);
                }
            }
        } catch (IOException cut) {
            // that is what this wire is for
        }
    }

    private void closeAll() {
        sockets.forEach(CuttableWire::close);
        sockets.clear();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // it is no longer open, which was asked for
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "cuttable-wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        closeAll();
    }
}
