package energy.corridor.sim.authority;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the authority until it is ended. */
@Command(
        name = "authority",
        description = "An authority that takes credit reports over HTTP and answers with credits per device.",
        mixinStandardHelpOptions = true)
public final class AuthorityCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where it listens on 127.0.0.1; 0 is any free port. Default: ${DEFAULT-VALUE}.")
    private int port = 8590;

    @Override
    public Integer call() throws Exception {
        try (Authority authority = new Authority(port)) {
            System.out.println("The authority listens at " + authority.url());
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
