package app.vaultnotes.vault.account;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.relay.Trust;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of accounts: {@code {"version":1,"accounts":[{"relay","fingerprint","account","email",
 * "device","devices":[…]}]}}. Somebody may have edited it: it is read as anything from elsewhere.
 */
final class AccountsText {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int VERSION = 1;
    private static final int MOST_ACCOUNTS = 100;
    private static final int MOST_EMAIL = 254;

    private final PrivateFile file;

    AccountsText(PrivateFile file) {
        this.file = file;
    }

    List<Account> parse(byte[] bytes) {
        if (bytes.length == 0) {
            return List.of();
        }
        try (JsonParser json = JSON.createParser(bytes)) {
            return file(json);
        } catch (IOException e) {
            throw file.damaged("it is no JSON");
        }
    }

    private List<Account> file(JsonParser json) throws IOException {
        List<Account> accounts = new ArrayList<>();
        require(json.nextToken() == JsonToken.START_OBJECT, "it is no object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("version")) {
                require(value == JsonToken.VALUE_NUMBER_INT, "its version is no number");
                requireKnown(json.getLongValue());
            } else if (name.equals("accounts")) {
                require(value == JsonToken.START_ARRAY, "its accounts are no list");
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    require(accounts.size() < MOST_ACCOUNTS, "it has too many accounts");
                    accounts.add(account(json));
                }
                require(json.currentToken() == JsonToken.END_ARRAY, "an account is no object");
            } else {
                json.skipChildren();
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT, "it is cut off");
        return accounts;
    }

    private void requireKnown(long version) {
        if (version > VERSION) {
            throw new VaultException(
                    VaultException.Code.NEWER_FORMAT,
                    "The file " + file.path() + " was written by a newer Vault Notes.",
                    "Use that one.");
        }
    }

    private Account account(JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        List<Id> devices = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("devices") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.VALUE_STRING) {
                    require(devices.size() < Account.MOST_DEVICES, "it has too many devices");
                    devices.add(id("devices", json.getText()));
                }
            } else if (value == JsonToken.VALUE_STRING) {
                texts.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return new Account(
                relay(text(texts, "relay")),
                trust(text(texts, "fingerprint")),
                id("account", text(texts, "account")),
                email(text(texts, "email")),
                id("device", text(texts, "device")),
                devices);
    }

    private String text(Map<String, String> texts, String name) {
        String text = texts.get(name);
        if (text == null) {
            throw file.damaged("an account has no " + name);
        }
        return text;
    }

    private RelayAddress relay(String text) {
        try {
            return RelayAddress.parse(text);
        } catch (RelayFailure e) {
            throw file.damaged("an account's relay is none");
        }
    }

    private Trust trust(String fingerprint) {
        try {
            return fingerprint.isEmpty() ? Trust.platform() : Trust.pinned(fingerprint);
        } catch (RelayFailure e) {
            throw file.damaged("an account's fingerprint is none");
        }
    }

    private Id id(String name, String text) {
        return Id.parse(text).orElseThrow(() -> file.damaged("an account's " + name + " is no id"));
    }

    private String email(String text) {
        boolean isShown = text.length() <= MOST_EMAIL && text.chars().noneMatch(c -> c < ' ');
        require(isShown, "an account's email is none");
        return text;
    }

    private void require(boolean isSo, String otherwise) {
        if (!isSo) {
            throw file.damaged(otherwise);
        }
    }

    static byte[] of(List<Account> accounts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeArrayFieldStart("accounts");
            for (Account account : accounts) {
                write(json, account);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Account account) throws IOException {
        json.writeStartObject();
        json.writeStringField("relay", account.relay().toString());
        json.writeStringField("fingerprint", account.trust().fingerprint().orElse(""));
        json.writeStringField("account", account.id().toString());
        json.writeStringField("email", account.email());
        json.writeStringField("device", account.device().toString());
        json.writeArrayFieldStart("devices");
        for (Id device : account.vaultDevices()) {
            json.writeString(device.toString());
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
