import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts plain code in the place of call sites that are linked at run time and that the JDK's
 * start-up cache does not keep linked: choices by type, what records are equal by, and lambdas of
 * interfaces that have both code and a static initialiser. Each of them would be spun anew at every
 * start. What it does not know it leaves as it is.
 */
final class DirectCalls {

    private static final String OWN = "direct$";
    private static final int HASH_FACTOR = 31;
    private static final int PRIVATE_STATIC = flags(AccessFlag.PRIVATE, AccessFlag.STATIC);
    private static final int STATIC = flags(AccessFlag.STATIC);
    private static final int PUBLIC_STATIC = flags(AccessFlag.PUBLIC, AccessFlag.STATIC);

    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");

    private final ClassLoader all;
    private final ClassFile context;
    private final Map<ClassDesc, Boolean> initialised = new HashMap<>();

    /** For classes of which the others are found by a loader. */
    DirectCalls(ClassLoader all) {
        this.all = all;
        this.context =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(all)));
    }

    /** A class file, and those that it needs besides, by their names in a jar. */
    Map<String, byte[]> in(String name, byte[] classFile) {
        ClassModel model = context.parse(classFile);
        Rewriting rewriting = new Rewriting(model);
        byte[] written = classFile;
        if (model.methods().stream().anyMatch(rewriting::isWanted)) {
            written = context.transformClass(model, rewriting.transform());
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(name, written);
        files.putAll(rewriting.classes);
        return files;
    }

    private static int flags(AccessFlag... flags) {
        int mask = AccessFlag.SYNTHETIC.mask();
        for (AccessFlag flag : flags) {
            mask |= flag.mask();
        }
        return mask;
    }

    private static boolean isOf(InvokeDynamicInstruction call, String owner, String method) {
        DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
        return bootstrap.methodName().equals(method)
                && bootstrap.owner().equals(ClassDesc.of(owner));
    }

    /** Whether an interface must be initialised before what implements it: it has code. */
    private boolean isInitialised(ClassDesc type) {
        Boolean known = initialised.get(type);
        if (known == null) {
            known = parsed(type).filter(this::isInitialised).isPresent();
            initialised.put(type, known);
        }
        return known;
    }

    private boolean isInitialised(ClassModel type) {
        boolean code =
                type.methods().stream()
                        .anyMatch(
                                m ->
                                        !m.flags().has(AccessFlag.STATIC)
                                                && !m.flags().has(AccessFlag.ABSTRACT));
        boolean own =
                type.methods().stream()
                        .anyMatch(m -> m.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME));
        return code && own
                || type.interfaces().stream().anyMatch(each -> isInitialised(each.asSymbol()));
    }

    private Optional<ClassModel> parsed(ClassDesc type) {
        String descriptor = type.descriptorString();
        String file = descriptor.substring(1, descriptor.length() - 1) + ".class";
        try (InputStream in = all.getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(context.parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** One class. */
    private final class Rewriting {
        private final ClassModel model;
        private final ClassDesc type;
        private final boolean isInterface;
        private final Map<String, byte[]> classes = new LinkedHashMap<>();

        /** Methods that are added, by the number of the constant that describes the call. */
        private final Map<Integer, Added> added = new LinkedHashMap<>();

        /** What is called instead. */
        private record Added(
                ClassDesc owner,
                String name,
                MethodTypeDesc type,
                boolean inInterface,
                Optional<Method> method) {}

        /** A method of the class itself. */
        private record Method(
                String name, MethodTypeDesc type, int flags, Consumer<CodeBuilder> code) {}

        Rewriting(ClassModel model) {
            this.model = model;
            this.type = model.thisClass().asSymbol();
            this.isInterface = model.flags().has(AccessFlag.INTERFACE);
        }

        boolean isWanted(MethodModel method) {
            return method.code().stream()
                    .flatMap(code -> code.elementStream())
                    .anyMatch(e -> e instanceof InvokeDynamicInstruction call && isKnown(call));
        }

        private boolean isKnown(InvokeDynamicInstruction call) {
            return isRecord(call) || isChoice(call) || isLambda(call);
        }

        ClassTransform transform() {
            MethodTransform calls =
                    MethodTransform.transformingCode(
                            (builder, element) -> {
                                if (element instanceof InvokeDynamicInstruction call
                                        && isKnown(call)) {
                                    Added to = instead(call);
                                    builder.invokestatic(
                                            to.owner(), to.name(), to.type(), to.inInterface());
                                } else {
                                    builder.with(element);
                                }
                            });
            return ClassTransform.transformingMethods(this::isWanted, calls)
                    .andThen(
                            ClassTransform.endHandler(
                                    builder ->
                                            added.values().stream()
                                                    .flatMap(each -> each.method().stream())
                                                    .forEach(
                                                            m ->
                                                                    builder.withMethodBody(
                                                                            m.name(),
                                                                            m.type(),
                                                                            m.flags(),
                                                                            m.code()))));
        }

        /** The same call is asked for again when its method's jumps turn out to be long. */
        private Added instead(InvokeDynamicInstruction call) {
            int key = call.invokedynamic().index();
            Added there = added.get(key);
            if (there == null) {
                there = isLambda(call) ? lambda(call) : own(call);
                added.put(key, there);
            }
            return there;
        }

        private Added own(InvokeDynamicInstruction call) {
            String name = OWN + added.size();
            MethodTypeDesc signature = call.typeSymbol();
            Consumer<CodeBuilder> code = isChoice(call) ? choice(call) : ofRecord(call);
            return new Added(
                    type,
                    name,
                    signature,
                    isInterface,
                    Optional.of(new Method(name, signature, PRIVATE_STATIC, code)));
        }

        // ---- choices by type ----

        private static boolean isChoice(InvokeDynamicInstruction call) {
            return isOf(call, "java.lang.runtime.SwitchBootstraps", "typeSwitch")
                    && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
        }

        /** The number of the first type from a number on that something is of. */
        private static Consumer<CodeBuilder> choice(InvokeDynamicInstruction call) {
            List<ConstantDesc> types = call.bootstrapArgs();
            return code -> {
                Label there = code.newLabel();
                code.aload(0).ifnonnull(there).iconst_m1().ireturn().labelBinding(there);
                for (int i = 0; i < types.size(); i++) {
                    Label next = code.newLabel();
                    code.iload(1).loadConstant(i).if_icmpgt(next);
                    code.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(next);
                    code.loadConstant(i).ireturn().labelBinding(next);
                }
                code.loadConstant(types.size()).ireturn();
            };
        }

        // ---- records ----

        private static boolean isRecord(InvokeDynamicInstruction call) {
            return isOf(call, "java.lang.runtime.ObjectMethods", "bootstrap")
                    && List.of("equals", "hashCode", "toString")
                            .contains(call.name().stringValue());
        }

        private Consumer<CodeBuilder> ofRecord(InvokeDynamicInstruction call) {
            List<DirectMethodHandleDesc> parts =
                    call.bootstrapArgs().stream()
                            .skip(2)
                            .map(DirectMethodHandleDesc.class::cast)
                            .toList();
            return switch (call.name().stringValue()) {
                case "equals" -> code -> equal(code, parts);
                case "hashCode" -> code -> hash(code, parts);
                default -> code -> words(code, parts);
            };
        }

        private void part(CodeBuilder code, int of, DirectMethodHandleDesc part) {
            code.aload(of).getfield(type, part.methodName(), partType(part));
        }

        private static ClassDesc partType(DirectMethodHandleDesc part) {
            return part.invocationType().returnType();
        }

        private void equal(CodeBuilder code, List<DirectMethodHandleDesc> parts) {
            Label other = code.newLabel();
            code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
            Label not = code.newLabel();
            code.aload(1).instanceOf(type).ifeq(not);
            code.aload(1).checkcast(type).astore(2);
            for (DirectMethodHandleDesc part : parts) {
                part(code, 0, part);
                part(code, 2, part);
                isEqual(code, partType(part), not);
            }
            code.iconst_1().ireturn().labelBinding(not).iconst_0().ireturn();
        }

        private static void isEqual(CodeBuilder code, ClassDesc type, Label not) {
            switch (TypeKind.from(type)) {
                case REFERENCE ->
                        code.invokestatic(
                                        OBJECTS,
                                        "equals",
                                        MethodTypeDesc.of(
                                                ConstantDescs.CD_boolean,
                                                ConstantDescs.CD_Object,
                                                ConstantDescs.CD_Object))
                                .ifeq(not);
                case LONG -> code.lcmp().ifne(not);
                case FLOAT, DOUBLE ->
                        code.invokestatic(boxed(type), "compare", compared(type)).ifne(not);
                default -> code.if_icmpne(not);
            }
        }

        private static MethodTypeDesc compared(ClassDesc type) {
            return MethodTypeDesc.of(ConstantDescs.CD_int, type, type);
        }

        private void hash(CodeBuilder code, List<DirectMethodHandleDesc> parts) {
            code.iconst_0();
            for (DirectMethodHandleDesc part : parts) {
                ClassDesc of = partType(part);
                ClassDesc asked = of.isPrimitive() ? of : ConstantDescs.CD_Object;
                code.loadConstant(HASH_FACTOR).imul();
                part(code, 0, part);
                code.invokestatic(
                        of.isPrimitive() ? boxed(of) : OBJECTS,
                        "hashCode",
                        MethodTypeDesc.of(ConstantDescs.CD_int, asked));
                code.iadd();
            }
            code.ireturn();
        }

        private void words(CodeBuilder code, List<DirectMethodHandleDesc> parts) {
            code.new_(BUILDER).dup().invokespecial(BUILDER, "<init>", ConstantDescs.MTD_void);
            String before = type.displayName().replaceFirst(".*\\$", "") + "[";
            for (DirectMethodHandleDesc part : parts) {
                String named = before + part.methodName() + "=";
                append(code.loadConstant(named), ConstantDescs.CD_String);
                part(code, 0, part);
                append(code, appended(partType(part)));
                before = ", ";
            }
            String end = parts.isEmpty() ? before + "]" : "]";
            append(code.loadConstant(end), ConstantDescs.CD_String);
            code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String));
            code.areturn();
        }

        private static void append(CodeBuilder code, ClassDesc what) {
            code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, what));
        }

        private static ClassDesc appended(ClassDesc type) {
            return switch (TypeKind.from(type)) {
                case REFERENCE -> ConstantDescs.CD_Object;
                case BYTE, SHORT -> ConstantDescs.CD_int;
                default -> type;
            };
        }

        // ---- lambdas ----

        private boolean isLambda(InvokeDynamicInstruction call) {
            return isOf(call, "java.lang.invoke.LambdaMetafactory", "metafactory")
                    && isInitialised(call.typeSymbol().returnType())
                    && DirectLambda.of(call).isPlain();
        }

        /** A class that calls a method of this one, which may call what only this one may. */
        private Added lambda(InvokeDynamicInstruction call) {
            DirectLambda lambda = DirectLambda.of(call);
            String bridge = OWN + added.size();
            String nameOf = model.thisClass().asInternalName() + "$$" + bridge;
            ClassDesc made = ClassDesc.ofInternalName(nameOf);
            DirectLambda.Called called =
                    new DirectLambda.Called(type, bridge, isInterface);
            classes.put(nameOf + ".class", context.build(made, lambda.file(made, called)));
            Method method =
                    new Method(
                            bridge,
                            lambda.direct(),
                            isInterface ? PUBLIC_STATIC : STATIC,
                            lambda::call);
            return new Added(made, "of", lambda.captured(), false, Optional.of(method));
        }
    }

    private static ClassDesc boxed(ClassDesc primitive) {
        return switch (TypeKind.from(primitive)) {
            case BOOLEAN -> ConstantDescs.CD_Boolean;
            case BYTE -> ConstantDescs.CD_Byte;
            case CHAR -> ConstantDescs.CD_Character;
            case SHORT -> ConstantDescs.CD_Short;
            case INT -> ConstantDescs.CD_Integer;
            case LONG -> ConstantDescs.CD_Long;
            case FLOAT -> ConstantDescs.CD_Float;
            case DOUBLE -> ConstantDescs.CD_Double;
            default -> throw new IllegalArgumentException(primitive.displayName());
        };
    }
}
