import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A lambda, and the class that does the same without being linked at run time.
 *
 * @param name of the method that it implements
 * @param captured what it holds, and the interface that it implements
 * @param erased what its method takes and gives
 * @param body what it does
 * @param actual what its method takes and gives in truth
 */
record DirectLambda(
        String name,
        MethodTypeDesc captured,
        MethodTypeDesc erased,
        DirectMethodHandleDesc body,
        MethodTypeDesc actual) {

    static DirectLambda of(InvokeDynamicInstruction call) {
        List<ConstantDesc> arguments = call.bootstrapArgs();
        return new DirectLambda(
                call.name().stringValue(),
                call.typeSymbol(),
                (MethodTypeDesc) arguments.get(0),
                (DirectMethodHandleDesc) arguments.get(1),
                (MethodTypeDesc) arguments.get(2));
    }

    /** Whether values go in and out as they are, or as something of another class. */
    boolean isPlain() {
        List<ClassDesc> given = direct().parameterList();
        List<ClassDesc> taken = body.invocationType().parameterList();
        boolean plain =
                given.size() == taken.size()
                        && isPlain(body.invocationType().returnType(), actual.returnType())
                        && isPlain(actual.returnType(), erased.returnType());
        for (int i = 0; plain && i < taken.size(); i++) {
            plain = isPlain(given.get(i), taken.get(i));
        }
        return plain;
    }

    private static boolean isPlain(ClassDesc from, ClassDesc to) {
        return from.equals(to)
                || to.equals(ConstantDescs.CD_void)
                || !from.isPrimitive() && !to.isPrimitive();
    }

    /** What the method takes and gives that is called directly. */
    MethodTypeDesc direct() {
        List<ClassDesc> all = new ArrayList<>(captured.parameterList());
        all.addAll(actual.parameterList());
        return MethodTypeDesc.of(actual.returnType(), all);
    }

    /** Does what the lambda does. */
    void call(CodeBuilder code) {
        if (body.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
            code.new_(body.owner()).dup();
        }
        List<ClassDesc> taken = body.invocationType().parameterList();
        for (int i = 0; i < taken.size(); i++) {
            load(code, code.parameterSlot(i), direct().parameterType(i), taken.get(i));
        }
        invoke(code);
        leave(code, body.invocationType().returnType(), actual.returnType());
    }

    private void invoke(CodeBuilder code) {
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(body.lookupDescriptor());
        String method = body.methodName();
        switch (body.kind()) {
            case STATIC, INTERFACE_STATIC ->
                    code.invokestatic(body.owner(), method, type, body.isOwnerInterface());
            case INTERFACE_VIRTUAL -> code.invokeinterface(body.owner(), method, type);
            case VIRTUAL -> code.invokevirtual(body.owner(), method, type);
            case SPECIAL, INTERFACE_SPECIAL ->
                    code.invokespecial(body.owner(), method, type, body.isOwnerInterface());
            case CONSTRUCTOR ->
                    code.invokespecial(body.owner(), ConstantDescs.INIT_NAME, type);
            default -> throw new IllegalStateException("no method: " + body);
        }
    }

    private static void load(CodeBuilder code, int slot, ClassDesc from, ClassDesc to) {
        code.loadLocal(TypeKind.from(from), slot);
        if (!from.isPrimitive() && !from.equals(to)) {
            code.checkcast(to);
        }
    }

    private static void leave(CodeBuilder code, ClassDesc from, ClassDesc to) {
        if (to.equals(ConstantDescs.CD_void)) {
            code.return_();
            return;
        }
        if (!from.isPrimitive() && !from.equals(to) && !to.equals(ConstantDescs.CD_Object)) {
            code.checkcast(to);
        }
        code.return_(TypeKind.from(to));
    }

    /** A class of the interface that holds what is captured and calls a method with it. */
    Consumer<ClassBuilder> file(ClassDesc made, Called called) {
        return builder -> {
            builder.withVersion(ClassFile.JAVA_17_VERSION, 0)
                    .withFlags(AccessFlag.FINAL.mask() | AccessFlag.SYNTHETIC.mask())
                    .withInterfaceSymbols(captured.returnType());
            for (int i = 0; i < captured.parameterCount(); i++) {
                builder.withField("c" + i, captured.parameterType(i), AccessFlag.FINAL.mask());
            }
            MethodTypeDesc init = captured.changeReturnType(ConstantDescs.CD_void);
            builder.withMethodBody(
                    ConstantDescs.INIT_NAME, init, 0, code -> hold(code, made));
            builder.withMethodBody(
                    "of",
                    captured,
                    AccessFlag.STATIC.mask(),
                    code -> {
                        code.new_(made).dup();
                        for (int i = 0; i < captured.parameterCount(); i++) {
                            ClassDesc each = captured.parameterType(i);
                            code.loadLocal(TypeKind.from(each), code.parameterSlot(i));
                        }
                        code.invokespecial(made, ConstantDescs.INIT_NAME, init).areturn();
                    });
            builder.withMethodBody(
                    name, erased, AccessFlag.PUBLIC.mask(), code -> pass(code, made, called));
        };
    }

    private void hold(CodeBuilder code, ClassDesc made) {
        code.aload(0)
                .invokespecial(
                        ConstantDescs.CD_Object,
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void);
        for (int i = 0; i < captured.parameterCount(); i++) {
            ClassDesc each = captured.parameterType(i);
            code.aload(0)
                    .loadLocal(TypeKind.from(each), code.parameterSlot(i))
                    .putfield(made, "c" + i, each);
        }
        code.return_();
    }

    private void pass(CodeBuilder code, ClassDesc made, Called called) {
        for (int i = 0; i < captured.parameterCount(); i++) {
            code.aload(0).getfield(made, "c" + i, captured.parameterType(i));
        }
        for (int i = 0; i < erased.parameterCount(); i++) {
            load(
                    code,
                    code.parameterSlot(i),
                    erased.parameterType(i),
                    actual.parameterType(i));
        }
        code.invokestatic(called.owner(), called.name(), direct(), called.inInterface());
        leave(code, actual.returnType(), erased.returnType());
    }

    /** A static method. */
    record Called(ClassDesc owner, String name, boolean inInterface) {}
}
