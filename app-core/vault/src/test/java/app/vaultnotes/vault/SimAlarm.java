package app.vaultnotes.vault;

/** Does what a part of a device puts off, as long as the device lives this life. */
final class SimAlarm {

    private final SimWorld world;
    private final SimDevice device;
    private final int life;
    private final Runnable tick;
    private long atMillis = Long.MAX_VALUE;

    SimAlarm(SimWorld world, SimDevice device, Runnable tick) {
        this.world = world;
        this.device = device;
        this.life = device.lives;
        this.tick = tick;
    }

    void after(long millis, Runnable what) {
        world.after(
                millis,
                () -> {
                    if (life == device.lives) {
                        device.guarded(what);
                    }
                });
    }

    /** Wakes the part when it wants to be, unless that is planned for sooner. */
    void set(long wakeMillis) {
        boolean isPlanned = atMillis > world.nowMillis() && wakeMillis >= atMillis;
        if (wakeMillis == Long.MAX_VALUE || isPlanned) {
            return;
        }
        atMillis = Math.max(wakeMillis, world.nowMillis() + 1);
        after(
                atMillis - world.nowMillis(),
                () -> {
                    atMillis = Long.MAX_VALUE;
                    tick.run();
                });
    }
}
