package app.vaultnotes.vault;

import java.util.Map;

/** Something that can be chosen for a vault, and what it is as long as nobody chose. */
public enum VaultSetting {
    /** How many days something stays in the trash. */
    TRASH_DAYS("trashDays", "30"),

    /** The folder that pasted and dropped files go to. */
    ATTACHMENT_FOLDER("attachmentFolder", "Attachments"),

    /** The folder of daily notes. */
    DAILY_FOLDER("dailyFolder", "Daily"),

    /** The folder of templates. */
    TEMPLATE_FOLDER("templateFolder", "Templates");

    private final String key;
    private final String usual;

    VaultSetting(String key, String usual) {
        this.key = key;
        this.usual = usual;
    }

    /** What it is called in the vault's tree and by scripts. */
    public String key() {
        return key;
    }

    /** What it is unless chosen. */
    public String usual() {
        return usual;
    }

    /** What holds, given what was chosen. */
    String in(Map<String, String> chosen) {
        return chosen.getOrDefault(key, usual);
    }
}
