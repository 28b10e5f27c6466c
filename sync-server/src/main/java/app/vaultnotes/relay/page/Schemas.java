package app.vaultnotes.relay.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Set;

/** Messages as JSON Schema, each once; what a schema refers to is made with it. */
final class Schemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String WHOLE_NUMBER = "^-?[0-9]{1,19}$";

    private final ProtoText text;
    private final ObjectNode made = JSON.objectNode();

    Schemas(ProtoText text) {
        this.text = text;
    }

    /** All that were asked for, by name. */
    ObjectNode all() {
        return made;
    }

    /** A reference to a message. */
    ObjectNode of(Descriptor message) {
        if (!made.has(message.getName())) {
            made.set(message.getName(), JSON.objectNode());
            made.set(message.getName(), object(message, Set.of()));
        }
        return reference(message.getName());
    }

    private static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    /** A message but for some of its fields. */
    ObjectNode object(Descriptor message, Set<String> without) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        describe(schema, text.of(message.getFullName()));
        ObjectNode properties = JSON.objectNode();
        for (FieldDescriptor field : message.getFields()) {
            if (!without.contains(field.getName())) {
                properties.set(field.getName(), property(field));
            }
        }
        if (!properties.isEmpty()) {
            schema.set("properties", properties);
        }
        return schema;
    }

    private ObjectNode property(FieldDescriptor field) {
        ObjectNode schema = field.isRepeated() ? list(field) : value(field);
        describe(schema, text.of(field.getFullName()));
        return schema;
    }

    private ObjectNode list(FieldDescriptor field) {
        ObjectNode schema = JSON.objectNode().put("type", "array");
        schema.set("items", value(field));
        return schema;
    }

    /** One value of a field, as JSON has it. */
    ObjectNode value(FieldDescriptor field) {
        ObjectNode schema = JSON.objectNode();
        return switch (field.getJavaType()) {
            case STRING -> schema.put("type", "string");
            case BOOLEAN -> schema.put("type", "boolean");
            case INT -> schema.put("type", "integer").put("format", "int32");
            case LONG ->
                    schema.put("type", "string")
                            .put("format", "int64")
                            .put("pattern", WHOLE_NUMBER);
            case BYTE_STRING -> schema.put("type", "string").put("contentEncoding", "base64");
            case ENUM -> of(field.getEnumType());
            case MESSAGE -> of(field.getMessageType());
            case FLOAT, DOUBLE -> schema.put("type", "number");
        };
    }

    private ObjectNode of(EnumDescriptor type) {
        if (!made.has(type.getName())) {
            ObjectNode schema = JSON.objectNode().put("type", "string");
            describe(schema, text.of(type.getFullName()));
            type.getValues().forEach(value -> schema.withArray("enum").add(value.getName()));
            made.set(type.getName(), schema);
        }
        return reference(type.getName());
    }

    static void describe(ObjectNode node, String text) {
        if (!text.isEmpty()) {
            node.put("description", text);
        }
    }
}
