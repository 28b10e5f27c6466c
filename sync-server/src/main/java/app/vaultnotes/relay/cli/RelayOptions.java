package app.vaultnotes.relay.cli;

import app.vaultnotes.relay.serve.RelaySettings;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which relay a command is for, and how it answers. */
final class RelayOptions {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The relay's folder; by default vaultnotes-relay in your data folder.")
    private @Nullable String data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The relay's settings, a line each: key = value.")
    private @Nullable Path config;

    @Option(names = "--json", description = "One line of JSON instead of words.")
    private boolean json;

    RelaySettings settings() {
        return configuration(Map.of()).forCommands();
    }

    /** What is set, with what else the command line says. */
    Configuration configuration(Map<String, String> more) {
        return configuration(file().requireSound(Configuration.KEYS), more);
    }

    /** The same with a file that need not be sound. */
    Configuration configuration(ConfigurationFile file, Map<String, String> more) {
        Map<String, String> given = new HashMap<>(more);
        if (data != null) {
            given.put("data", data);
        }
        return new Configuration(file, System.getenv(), given);
    }

    /** The file that is named, sound or not. */
    ConfigurationFile file() {
        return config == null
                ? ConfigurationFile.NONE
                : ConfigurationFile.read(config, Configuration.KEYS);
    }

    /** Answers in words or, when asked for, in JSON. */
    void answer(PrintWriter out, Object forScripts, String words) {
        out.println(json ? json(forScripts) : words);
        out.flush();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
