package io.neiqin.journeys.plant;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Does to a planted class what Quarkus did to the real one at build time: a constructor without arguments for proxies. */
final class QuarkusConstructors {

    private static final String CONSTRUCTOR = "<init>()V";

    private QuarkusConstructors() {}

    /**
     * Adds the constructor to each class of the directory that has one in the archive.
     *
     * @throws IllegalStateException for a class that Quarkus has changed in another way, as it does with entities
     */
    static void add(Path directory, Path transformed) throws IOException {
        try (JarFile jar = new JarFile(transformed.toFile());
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                ZipEntry entry = jar.getEntry(directory.relativize(file).toString());
                if (entry != null) {
                    try (InputStream original = jar.getInputStream(entry)) {
                        Files.write(file, adapted(Files.readAllBytes(file), original.readAllBytes()));
                    }
                }
            }
        }
    }

    private static byte[] adapted(byte[] planted, byte[] original) {
        Set<String> added = members(original);
        added.removeAll(members(planted));
        added.removeIf(member -> member.startsWith("lambda$"));
        if (added.stream().anyMatch(member -> member.contains("$$"))) {
            throw new IllegalStateException(
                    new ClassReader(planted).getClassName() + " cannot be planted: Quarkus adds " + added);
        }
        return added.contains(CONSTRUCTOR) ? withConstructor(planted) : planted;
    }

    private static Set<String> members(byte[] type) {
        Set<String> members = new TreeSet<>();
        new ClassReader(type)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                members.add(name + descriptor);
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return members;
    }

    private static byte[] withConstructor(byte[] planted) {
        ClassReader reader = new ClassReader(planted);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(writer, 0);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, reader.getSuperName(), "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        constructor.visitEnd();
        return writer.toByteArray();
    }
}
