package app.vaultnotes.relay.frozen;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What a client said and what it was answered, byte for byte, as lines of text:
 *
 * <pre>
 * sign KEY MESSAGE SIGNATURE      what the client signed for the next call, each in hexadecimal
 * call SERVICE/METHOD TOKEN       TOKEN is "-" for a call without one
 * > REQUEST                       messages in base64, in the order in which they went and came
 * &lt; ANSWER
 * end STATUS ERROR                the gRPC status, and the Error in base64 or "-"
 * </pre>
 */
record Transcript(List<Call> calls) {

    /** A message, and whether the client sent it. */
    record Message(boolean isSent, byte[] bytes) {}

    /** What a client signed with a key (an Ed25519 seed). */
    record Signed(byte[] key, byte[] message, byte[] signature) {

        private String line() {
            HexFormat hex = HexFormat.of();
            return "sign "
                    + String.join(
                            " ",
                            hex.formatHex(key),
                            hex.formatHex(message),
                            hex.formatHex(signature));
        }

        private static Signed parse(String[] words) {
            HexFormat hex = HexFormat.of();
            return new Signed(
                    hex.parseHex(words[1]), hex.parseHex(words[2]), hex.parseHex(words[3]));
        }
    }

    /**
     * One call.
     *
     * @param method such as {@code vaultnotes.v1.AuthService/SignIn}
     * @param token empty for none
     * @param error of a call that was refused; empty otherwise
     */
    record Call(
            String method,
            String token,
            List<Signed> signed,
            List<Message> messages,
            String status,
            byte[] error) {

        private List<String> lines() {
            List<String> lines = new ArrayList<>();
            signed.forEach(each -> lines.add(each.line()));
            lines.add("call " + method + " " + (token.isEmpty() ? "-" : token));
            messages.forEach(each -> lines.add((each.isSent() ? "> " : "< ") + base64(each.bytes)));
            lines.add("end " + status + " " + (error.length == 0 ? "-" : base64(error)));
            return lines;
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String[] words, int index) {
        String word = words.length > index ? words[index] : "";
        return word.equals("-") ? new byte[0] : Base64.getDecoder().decode(word);
    }

    List<String> lines() {
        return calls.stream().flatMap(call -> call.lines().stream()).toList();
    }

    static Transcript parse(List<String> lines) {
        List<Call> calls = new ArrayList<>();
        List<Signed> signed = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        String[] call = {};
        for (String line : lines) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "sign" -> signed.add(Signed.parse(words));
                case "call" -> call = words;
                case ">", "<" -> messages.add(new Message(words[0].equals(">"), bytes(words, 1)));
                case "end" -> {
                    calls.add(
                            new Call(
                                    call[1],
                                    call[2].equals("-") ? "" : call[2],
                                    List.copyOf(signed),
                                    List.copyOf(messages),
                                    words[1],
                                    bytes(words, 2)));
                    signed.clear();
                    messages.clear();
                }
                default -> throw new IllegalArgumentException(line);
            }
        }
        return new Transcript(List.copyOf(calls));
    }
}
