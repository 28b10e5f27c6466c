package app.vaultnotes.relay.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which notices a relay goes by. */
class LogNoticeTest {

    @Test
    void aRelayHearsOthersAndNotItself() {
        UUID own = UUID.randomUUID();
        LogNotice notice = new LogNotice(UUID.randomUUID(), List.of(UUID.randomUUID()));
        assertEquals(Optional.of(notice), LogNotice.ofOther(own, notice.text()));
        LogNotice echo = new LogNotice(own, notice.vaults());
        assertEquals(Optional.empty(), LogNotice.ofOther(own, echo.text()));
        assertEquals(Optional.empty(), LogNotice.ofOther(own, "no notice"));
    }
}
