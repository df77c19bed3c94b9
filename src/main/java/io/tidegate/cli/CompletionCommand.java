package io.tidegate.cli;

import io.tidegate.cli.terminal.Screen;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "A script that completes commands and options in a shell: source <(./tidegate completion bash)")
final class CompletionCommand implements Callable<Integer> {
    private final Screen screen;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli's
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SHELL", description = "bash or zsh; the script is for both.")
    private Shell shell = Shell.bash;

    /** Those that read it. */
    enum Shell {
        bash,
        zsh
    }

    CompletionCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (shell == Shell.zsh) {
            // a shell that was just installed has not switched it on
            screen.line("autoload -Uz compinit && compinit");
        }
        screen.line(AutoComplete.bash("tidegate", spec.root().commandLine()));
        return 0;
    }
}
