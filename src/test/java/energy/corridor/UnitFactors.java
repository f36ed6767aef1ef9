package energy.corridor;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Finds unit conversions in bytecode: a multiplication or division one of whose operands is a constant factor between units
 * (W and kW, percent, seconds or minutes and hours). Named constants are seen too, because the compiler inlines them. Not
 * seen: a factor that comes from a variable, and 0.01 or 0.001, which are as often a share or a tolerance.
 */
final class UnitFactors {

    private static final Set<Double> FACTORS =
            Set.of(60.0, 100.0, 1_000.0, 3_600.0, 60_000.0, 3_600_000.0, 1.0 / 60, 1.0 / 3_600);

    private UnitFactors() {}

    static ArchCondition<JavaClass> notAppear() {
        return new ArchCondition<>("leave factors between units to quantity") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (String place : conversionsIn(item)) {
                    events.add(SimpleConditionEvent.violated(item, place));
                }
            }
        };
    }

    private static List<String> conversionsIn(JavaClass item) {
        ClassNode code = new ClassNode();
        try (InputStream bytes = item.getSource().orElseThrow().getUri().toURL().openStream()) {
            new ClassReader(bytes).accept(code, ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException("The class file of " + item.getName() + " cannot be read.", e);
        }
        return code.methods.stream()
                .flatMap(method -> conversionsIn(code.name, method).stream())
                .map(line -> "%s multiplies or divides by a unit factor in (%s.java:%d)"
                        .formatted(item.getName(), item.getSimpleName(), line))
                .toList();
    }

    private static List<Integer> conversionsIn(String owner, MethodNode method) {
        Frame<SourceValue>[] frames;
        try {
            frames = new Analyzer<>(new SourceInterpreter()).analyze(owner, method);
        } catch (AnalyzerException e) {
            throw new IllegalStateException("The bytecode of " + owner + "." + method.name + " is not valid.", e);
        }
        List<Integer> lines = new ArrayList<>();
        int line = 0;
        for (int i = 0; i < frames.length; i++) {
            AbstractInsnNode instruction = method.instructions.get(i);
            if (instruction instanceof LineNumberNode number) {
                line = number.line;
            }
            Frame<SourceValue> frame = frames[i];
            if (frame != null && multipliesOrDivides(instruction.getOpcode())) {
                int top = frame.getStackSize() - 1;
                if (IntStream.of(top, top - 1).anyMatch(s -> isFactor(frame.getStack(s)))) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private static boolean multipliesOrDivides(int opcode) {
        return opcode >= Opcodes.IMUL && opcode <= Opcodes.DDIV;
    }

    private static boolean isFactor(SourceValue operand) {
        return operand.insns.stream().anyMatch(source -> {
            if (source instanceof LdcInsnNode constant) {
                return constant.cst instanceof Number number && FACTORS.contains(number.doubleValue());
            }
            return source instanceof IntInsnNode constant
                    && source.getOpcode() != Opcodes.NEWARRAY
                    && FACTORS.contains((double) constant.operand);
        });
    }
}
