package io.neiqin.platform.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.LockMode;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.session.ReactiveSession;

/** Which entities a session has written, by whichever of its flushes. */
public final class Written {

    private Written() {}

    /**
     * Those of a type inserted or updated since this was asked last. Hibernate notes on an entity that its row is locked by
     * having been written; a lock it stays.
     */
    public static <T> List<T> take(Mutiny.Session session, Class<T> type) {
        var context = (SharedSessionContractImplementor) ((MutinySessionImpl) session).unwrap(ReactiveSession.class);
        List<T> written = new ArrayList<>();
        for (Map.Entry<Object, EntityEntry> entity :
                context.getPersistenceContextInternal().reentrantSafeEntityEntries()) {
            EntityEntry entry = entity.getValue();
            if (type.isInstance(entity.getKey()) && entry.getLockMode() == LockMode.WRITE) {
                entry.setLockMode(LockMode.PESSIMISTIC_WRITE);
                written.add(type.cast(entity.getKey()));
            }
        }
        return written;
    }
}
