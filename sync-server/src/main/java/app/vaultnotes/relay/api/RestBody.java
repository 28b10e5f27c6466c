package app.vaultnotes.relay.api;

import app.vaultnotes.relay.call.RelayException;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import com.google.protobuf.util.JsonFormat;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a message is in the body of a request or an answer: JSON with the names of its fields, or
 * its own bytes for a program that says so.
 */
enum RestBody {
    /** What a person can read. */
    JSON("application/json; charset=utf-8"),
    /** What apps send and ask for. */
    PROTOBUF("application/x-protobuf");

    /** Most objects, lists and commas of a body: a statement on 10,000 devices has half as many. */
    private static final int MOST_PARTS = 100_000;

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .alwaysPrintFieldsWithNoPresence()
                    .omittingInsignificantWhitespace();

    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private final String type;

    RestBody(String type) {
        this.type = type;
    }

    /** What the body of a request is. */
    static RestBody sent(Context context) {
        return isProtobuf(context.header("Content-Type")) ? PROTOBUF : JSON;
    }

    /** What the answer is to be. */
    static RestBody wanted(Context context) {
        String accepted = context.header("Accept");
        if (accepted != null) {
            for (String each : accepted.split(",", -1)) {
                if (isProtobuf(each)) {
                    return PROTOBUF;
                }
            }
        }
        return JSON;
    }

    private static boolean isProtobuf(@Nullable String type) {
        return type != null
                && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(PROTOBUF.type);
    }

    /**
     * Reads a body.
     *
     * @throws RelayException INVALID when it is no such message, or of too many parts
     */
    void read(byte[] body, Message.Builder into) {
        try {
            if (this == PROTOBUF) {
                int parts =
                        parts(CodedInputStream.newInstance(body), into.getDescriptorForType(), 0);
                requireFew(parts);
                into.mergeFrom(body);
            } else {
                requireFew(parts(body));
                String text = new String(body, StandardCharsets.UTF_8);
                if (!text.isBlank()) {
                    PARSER.merge(text, into);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw RelayException.invalid(
                    "The body is not the %s of this call: %s"
                            .formatted(this == JSON ? "JSON" : "message", e.getMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot be read", e);
        }
    }

    /**
     * All of it is in memory before it is looked at; an empty part takes thirty times its bytes.
     */
    private static void requireFew(int parts) {
        if (parts > MOST_PARTS) {
            throw RelayException.invalid("The body has more than " + MOST_PARTS + " parts.");
        }
    }

    private static int parts(byte[] json) {
        int parts = 0;
        for (byte each : json) {
            parts += each == '{' || each == '[' || each == ',' ? 1 : 0;
        }
        return parts;
    }

    /** How many fields it has, with those of messages within, or one too many. */
    private static int parts(CodedInputStream in, Descriptor type, int before) throws IOException {
        int parts = before;
        int tag = in.readTag();
        while (tag != 0 && parts <= MOST_PARTS) {
            parts++;
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            int wireType = WireFormat.getTagWireType(tag);
            if (wireType == WireFormat.WIRETYPE_START_GROUP) {
                throw RelayException.invalid("No message of this protocol has groups.");
            }
            if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED
                    && field != null
                    && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                int outer = in.pushLimit(in.readRawVarint32());
                parts = parts(in, field.getMessageType(), parts);
                in.skipRawBytes(Math.max(0, in.getBytesUntilLimit()));
                in.popLimit(outer);
            } else if (!in.skipField(tag)) {
                throw RelayException.invalid("No message of this protocol has groups.");
            }
            tag = in.readTag();
        }
        return parts;
    }

    /** Answers with a message. */
    void write(Context context, Message message) {
        context.contentType(type);
        if (this == PROTOBUF) {
            context.result(message.toByteArray());
        } else {
            context.result(json(message));
        }
    }

    /** Answers with what went wrong. */
    void writeError(Context context, Message error) {
        context.contentType(type);
        if (this == PROTOBUF) {
            context.result(error.toByteArray());
        } else {
            context.result("{\"error\":" + json(error) + "}");
        }
    }

    private static String json(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message that has no JSON", e);
        }
    }
}
