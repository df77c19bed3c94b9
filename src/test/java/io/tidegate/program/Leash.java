package io.tidegate.program;

import java.lang.reflect.Method;
import java.util.Arrays;

/** Runs a program, and ends it when the process that started it is gone, however that ended: nothing stays behind. */
final class Leash {
    private static final int LEFT_ALONE = 75;

    private Leash() {}

    /** Wants the pid of who holds it, the program's class, and its words. */
    public static void main(String[] words) throws ReflectiveOperationException {
        ProcessHandle.of(Long.parseLong(words[0])).ifPresentOrElse(Leash::hold, Leash::end);
        Method main = Class.forName(words[1]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(words, 2, words.length));
    }

    private static void hold(ProcessHandle holder) {
        Thread watch = new Thread(
                () -> {
                    holder.onExit().join();
                    end();
                },
                "leash");
        watch.setDaemon(true);
        watch.start();
    }

    private static void end() {
        Runtime.getRuntime().halt(LEFT_ALONE);
    }
}
