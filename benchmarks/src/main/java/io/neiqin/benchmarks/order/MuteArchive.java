package io.neiqin.benchmarks.order;

import io.neiqin.benchmarks.Project;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A copy of a service's archive whose outbox does nothing: the body of {@code Outbox.append} is exchanged in its class
 * file. The service itself has no such switch.
 */
final class MuteArchive {

    private static final String OUTBOX = "io/neiqin/platform/outbox/Outbox.class";
    private static final String METHOD = "append";

    private MuteArchive() {}

    /** Returns the copy's {@code quarkus-run.jar}. */
    static Path of(String service) throws IOException {
        Path run = Project.jar(service);
        Path copy = Project.target().resolve("without-outbox");
        copy(run.getParent(), copy);
        int changed = 0;
        for (Path jar : jars(copy)) {
            try (FileSystem archive = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
                Path outbox = archive.getPath(OUTBOX);
                if (Files.exists(outbox)) {
                    Files.write(outbox, mute(Files.readAllBytes(outbox)));
                    changed++;
                }
            }
        }
        if (changed == 0) {
            throw new IllegalStateException("there is no " + OUTBOX + " in " + run.getParent());
        }
        return copy.resolve(run.getFileName());
    }

    /** Both the class as it was compiled and the one that the build may have derived from it. */
    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .matches("io\\.neiqin\\.platform-.*\\.jar|transformed-bytecode\\.jar"))
                    .toList();
        }
    }

    static byte[] mute(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(0);
        boolean[] found = {false};
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                        if (!name.equals(METHOD)) {
                            return method;
                        }
                        found[0] = true;
                        returnNothing(method);
                        return null;
                    }
                },
                0);
        if (!found[0]) {
            throw new IllegalStateException(OUTBOX + " has no method " + METHOD);
        }
        return writer.toByteArray();
    }

    /** {@code return Uni.createFrom().voidItem();} */
    private static void returnNothing(MethodVisitor method) {
        method.visitCode();
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "io/smallrye/mutiny/Uni",
                "createFrom",
                "()Lio/smallrye/mutiny/groups/UniCreate;",
                true);
        method.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                "io/smallrye/mutiny/groups/UniCreate",
                "voidItem",
                "()Lio/smallrye/mutiny/Uni;",
                false);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 3);
        method.visitEnd();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
