package io.neiqin.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** What the launcher says, line by line with the time, in a file beside the screen; what is redrawn stays out of it. */
final class Transcript extends OutputStream {
    /** Erases the line that is drawn anew; its end starts what stays. */
    static final String ERASE = "\r\033[K";
    /** Before a line that is drawn again in a moment. */
    static final String REDRAW = "\r\033[2K";

    private final OutputStream screen;
    private final OutputStream file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private Transcript(OutputStream screen, OutputStream file) {
        this.screen = screen;
        this.file = file;
    }

    static PrintStream of(PrintStream screen, Path file) throws IOException {
        OutputStream log = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new PrintStream(new Transcript(screen, log), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int value) throws IOException {
        screen.write(value);
        if (value == '\n') {
            keep(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(value);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
        screen.flush();
    }

    private void keep(String whole) throws IOException {
        String text =
                whole.substring(Math.max(0, whole.lastIndexOf(ERASE) + (whole.contains(ERASE) ? ERASE.length() : 0)));
        if (!text.contains(REDRAW) && !text.isBlank()) {
            String time = LocalDateTime.now()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString()
                    .replace('T', ' ');
            file.write((time + "  " + text.stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void flush() throws IOException {
        screen.flush();
    }
}
